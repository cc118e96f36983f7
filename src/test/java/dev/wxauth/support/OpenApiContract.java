package dev.wxauth.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Holds answers against the OpenAPI document: the status, its headers, its media type, its schema. */
public final class OpenApiContract {
    private static final String BASE = "https://auth.example.org/openapi.json";
    /** What HTTP itself says of an answer. */
    private static final Set<String> OF_EVERY_ANSWER = Set.of("Content-Type", "Content-Length", "Connection");

    /** Yes or no: to say why not takes several times as long, and each alternative of a schema but one says no. */
    private static final JsonSchemaOptions VERDICT = options(OutputFormat.Flag);

    private static final JsonSchemaOptions REASONS = options(OutputFormat.Basic);

    /** Answers this short are the same for many who ask; what has been seen to fit needs no second look. */
    private static final int SHORT = 200;

    private static final OpenApiContract SERVED = new OpenApiContract(resource());

    private final JsonObject document;
    private final SchemaRepository schemas;
    private final Map<Pattern, JsonObject> paths = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new HashMap<>();
    private final Set<String> fitting = new HashSet<>();

    /** Takes the whole document. */
    public OpenApiContract(JsonObject document) {
        this.document = document;
        document.getJsonObject("paths", new JsonObject())
                .forEach(path -> paths.put(template(path.getKey()), (JsonObject) path.getValue()));
        this.schemas = SchemaRepository.create(VERDICT);
        schemas.dereference(
                BASE,
                JsonSchema.of(new JsonObject()
                        .put("$id", BASE)
                        .put("components", document.getJsonObject("components").copy())));
    }

    private static JsonSchemaOptions options(OutputFormat format) {
        return new JsonSchemaOptions()
                .setBaseUri("https://auth.example.org")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(format);
    }

    private static Pattern template(String path) {
        return Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    /** The document that the service serves. */
    public static OpenApiContract served() {
        return SERVED;
    }

    private static JsonObject resource() {
        try (InputStream stream = OpenApiContract.class.getResourceAsStream("/openapi.json")) {
            return new JsonObject(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that the document announces this answer to that request; on a path that it does not know, a refusal. */
    public void assertFits(String method, String path, Reply reply) {
        assertFits(method, path, pathItem(path, false), reply);
    }

    /** The same for the management port, which also serves what the document leaves out. */
    public void assertFitsManagement(String method, String path, Reply reply) {
        Optional<JsonObject> item = pathItem(path, true);
        if (reply.status() == 404 || item.isPresent()) {
            assertFits(method, path, item, reply);
        }
    }

    private void assertFits(String method, String path, Optional<JsonObject> item, Reply reply) {
        String where = method + " " + path + " " + reply.status() + " " + reply.body();
        assertFits(response(method.toLowerCase(Locale.ROOT), item, reply.status(), where), method, reply, where);
    }

    private synchronized void assertFits(String reference, String method, Reply reply, String where) {
        JsonObject response = resolve(reference);
        assertHeaders(response, reply, where);
        if (!method.equalsIgnoreCase("HEAD")) {
            assertBody(reference, response.getJsonObject("content", new JsonObject()), reply, where);
        }
    }

    private static String response(String method, Optional<JsonObject> item, int status, String where) {
        Optional<JsonObject> operation = item.flatMap(known -> operation(known, method));
        if (operation.isEmpty()) {
            return refusal(item.isEmpty() ? 404 : 405, status, where);
        }
        JsonObject response = operation.get().getJsonObject("responses").getJsonObject(Integer.toString(status));
        assertThat(response)
                .withFailMessage("status " + status + " is not described in openapi.json: " + where)
                .isNotNull();
        assertThat(response.getString("$ref"))
                .withFailMessage("status " + status + " is not described by a $ref in openapi.json: " + where)
                .isNotNull();
        return response.getString("$ref");
    }

    /** A path that takes every method describes GET, and says so to programs: OpenAPI has no word for it. */
    private static Optional<JsonObject> operation(JsonObject item, String method) {
        return Optional.ofNullable(item.getJsonObject(takesEveryMethod(item) ? "get" : method));
    }

    /** Whether a path of the document takes every method. */
    public static boolean takesEveryMethod(JsonObject item) {
        return item.getBoolean("x-every-method", false);
    }

    /** What a path that is not there, or a method that it does not know, is answered. */
    private static String refusal(int expected, int status, String where) {
        assertThat(status)
                .as("is not described in openapi.json, and so refused: " + where)
                .isIn(expected, 503);
        return "#/components/responses/"
                + switch (status) {
                    case 404 -> "NotFound";
                    case 405 -> "MethodNotAllowed";
                    default -> "TemporarilyUnavailable";
                };
    }

    /**
     * What is served elsewhere than on the public port names its server. OpenAPI has no words for a whole tree of paths,
     * which is told in the description of its root.
     */
    private Optional<JsonObject> pathItem(String path, boolean elsewhere) {
        String plain = path.split("\\?", 2)[0].replaceFirst("^(/auth/verify|/d)/.*", "$1");
        return paths.entrySet().stream()
                .filter(known -> known.getValue().containsKey("servers") == elsewhere)
                .filter(known -> known.getKey().matcher(plain).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void assertHeaders(JsonObject response, Reply reply, String where) {
        JsonObject headers = response.getJsonObject("headers", new JsonObject());
        Set<String> announced = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        announced.addAll(headers.fieldNames());
        announced.addAll(OF_EVERY_ANSWER);
        assertThat(reply.headers().map().keySet())
                .filteredOn(name -> !announced.contains(name))
                .as("headers that openapi.json does not declare: " + where)
                .isEmpty();
        for (String name : headers.fieldNames()) {
            String reference = headers.getJsonObject(name).getString("$ref");
            JsonObject header = reference == null ? headers.getJsonObject(name) : resolve(reference);
            if (header.getBoolean("required", false)) {
                assertThat(reply.header(name)).as(name + " of " + where).isNotNull();
            }
        }
    }

    private void assertBody(String reference, JsonObject content, Reply reply, String where) {
        if (content.isEmpty()) {
            assertThat(reply.body()).as(where).isEmpty();
            return;
        }
        String type = reply.header("Content-Type").split(";", 2)[0];
        assertThat(content.fieldNames()).as(where).contains(type);
        String pointer = reference + "/content/" + type.replace("/", "~1") + "/schema";
        String answer = pointer + reply.body();
        if (fitting.contains(answer)) {
            return;
        }
        Object value = type.equals("application/json") ? reply.json() : reply.body();
        // To make a validator takes longer than to use it, and there are thousands of answers.
        assertValid(rules.computeIfAbsent(pointer, made -> rule(new JsonObject().put("$ref", made))), value, where);
        if (reply.body().length() <= SHORT) {
            fitting.add(answer);
        }
    }

    /** Asserts that a value fits a schema that stands somewhere in the document and refers to others in it. */
    public void assertValid(JsonObject schema, Object value, String where) {
        assertValid(rule(schema), value, where);
    }

    private Rule rule(JsonObject schema) {
        JsonSchema absolute = JsonSchema.of(new JsonObject(schema.encode().replace("\"#/", "\"" + BASE + "#/")));
        return new Rule(absolute, schemas.validator(absolute));
    }

    private void assertValid(Rule rule, Object value, String where) {
        if (!rule.verdict.validate(value).getValid()) {
            fail(where + " "
                    + schemas.validator(rule.schema, REASONS).validate(value).getErrors());
        }
    }

    private record Rule(JsonSchema schema, Validator verdict) {}

    private JsonObject resolve(String reference) {
        JsonObject found = document;
        for (String step : reference.substring(2).split("/", -1)) {
            found = found.getJsonObject(step);
        }
        return found;
    }
}
