package dev.wxauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.util.Set;
import java.util.TreeSet;

/** Holds answers against the OpenAPI document: the status, its headers, its media type, its schema. */
final class OpenApiContract {
    private static final String BASE = "https://auth.example.org/openapi.json";

    /** What HTTP itself says of an answer. */
    private static final Set<String> OF_EVERY_ANSWER = Set.of("Content-Type", "Content-Length", "Connection");

    private final JsonObject document;
    private final SchemaRepository schemas;

    OpenApiContract(JsonObject document) {
        this.document = document;
        this.schemas = SchemaRepository.create(
                new JsonSchemaOptions().setBaseUri("https://auth.example.org").setDraft(Draft.DRAFT202012));
        schemas.dereference(
                BASE,
                JsonSchema.of(new JsonObject()
                        .put("$id", BASE)
                        .put("components", document.getJsonObject("components").copy())));
    }

    /** Asserts that the document announces this answer to that operation. */
    void assertFits(String method, String path, Reply reply) {
        String where = method + " " + path + " " + reply.status() + " " + reply.body();
        JsonObject responses = document.getJsonObject("paths")
                .getJsonObject(path)
                .getJsonObject(method)
                .getJsonObject("responses");
        JsonObject response = responses.getJsonObject(Integer.toString(reply.status()));
        assertThat(response).as(where).isNotNull();
        String reference = response.getString("$ref");
        assertHeaders(resolve(reference), reply, where);
        assertBody(reference, resolve(reference).getJsonObject("content", new JsonObject()), reply, where);
    }

    private void assertHeaders(JsonObject response, Reply reply, String where) {
        JsonObject headers = response.getJsonObject("headers", new JsonObject());
        Set<String> announced = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        announced.addAll(headers.fieldNames());
        announced.addAll(OF_EVERY_ANSWER);
        assertThat(announced)
                .as("headers of " + where)
                .containsAll(reply.headers().map().keySet());
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
        String type = reply.header("Content-Type");
        assertThat(content.fieldNames()).as(where).contains(type);
        String pointer = reference + "/content/" + type.replace("/", "~1") + "/schema";
        assertValid(new JsonObject().put("$ref", pointer), reply.json(), where);
    }

    /** Asserts that a value fits a schema that stands somewhere in the document and refers to others in it. */
    void assertValid(JsonObject schema, Object value, String where) {
        JsonObject absolute = new JsonObject(schema.encode().replace("\"#/", "\"" + BASE + "#/"));
        OutputUnit result = schemas.validator(JsonSchema.of(absolute)).validate(value);
        assertThat(result.getValid()).as(where + " " + result.getErrors()).isTrue();
    }

    private JsonObject resolve(String reference) {
        JsonObject found = document;
        for (String step : reference.substring(2).split("/", -1)) {
            found = found.getJsonObject(step);
        }
        return found;
    }
}
