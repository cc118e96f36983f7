package dev.wxauth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.error.EachFault;
import dev.wxauth.error.Fault;
import dev.wxauth.support.Node;
import dev.wxauth.support.OpenApiContract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The document by our own rules, and by those of a linter where one can be had. */
class OpenApiLintTest {
    private static final Set<String> METHODS =
            Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]+)}");
    private static final JsonObject DOCUMENT = read();

    private static JsonObject read() {
        try {
            return new JsonObject(Files.readString(Path.of("src/main/resources/openapi.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @EnabledIf("dev.wxauth.support.Node#isInstalled")
    void redoclyFindsNothing() throws IOException {
        Node node = Node.project("lint");
        assumeTrue(node.install(), "npm could not install redocly");
        Node.Outcome outcome = node.script(
                "../../node_modules/@redocly/cli/bin/cli.js",
                "lint",
                Path.of("src/main/resources/openapi.json").toAbsolutePath().toString(),
                "--config",
                "redocly.yaml");
        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("is valid");
    }

    @Test
    void itSaysWhatItIsAndUnderWhichLicense() {
        assertThat(DOCUMENT.getString("openapi")).startsWith("3.1.");
        JsonObject info = DOCUMENT.getJsonObject("info");
        assertThat(List.of("title", "version", "summary", "description"))
                .allSatisfy(member -> assertThat(info.getString(member)).isNotBlank());
        assertThat(info.getJsonObject("license").getString("identifier")).isEqualTo("Apache-2.0");
    }

    @Test
    void everyOperationIsDescribed() {
        Set<String> tags = names(DOCUMENT.getJsonArray("tags"));
        Set<String> used = new TreeSet<>();
        eachOperation((where, operation) -> {
            for (String member : List.of("summary", "description")) {
                assertThat(operation.getString(member))
                        .as(member + " of " + where)
                        .isNotBlank();
            }
            assertThat(operation.getString("summary")).as(where).doesNotEndWith(".");
            assertThat(operation.getJsonArray("security")).as(where).isNotNull();
            assertThat(operation.getJsonArray("tags")).as(where).hasSize(1);
            used.add(operation.getJsonArray("tags").getString(0));
        });
        assertThat(used).isEqualTo(tags);
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        Set<String> seen = new TreeSet<>();
        eachOperation((where, operation) -> {
            assertThat(operation.getString("operationId")).as(where).matches("[a-z][A-Za-z]+");
            assertThat(seen.add(operation.getString("operationId")))
                    .as("operationId of " + where + " is its own")
                    .isTrue();
        });
        assertThat(seen).isNotEmpty();
    }

    @Test
    void everyOperationTellsHowItSucceedsAndFails() {
        eachOperation((where, operation) -> {
            JsonObject responses = operation.getJsonObject("responses");
            assertThat(responses.fieldNames())
                    .as(where)
                    .allMatch(status -> status.matches("[2-5]\\d\\d"))
                    .anyMatch(status -> status.startsWith("2"))
                    .anyMatch(status -> status.matches("[45].."));
            for (String status : responses.fieldNames()) {
                assertThat(responses.getJsonObject(status).getString("$ref"))
                        .as(status + " of " + where
                                + " is a $ref to #/components/responses, by which answers are held to it")
                        .startsWith("#/components/responses/");
                assertThat(resolve(responses.getJsonObject(status)).getString("description"))
                        .as(status + " of " + where)
                        .isNotBlank();
            }
        });
    }

    /** Swagger UI shows an empty row for a reference that all operations of a path share. */
    @Test
    void parametersStandWithTheirOperation() {
        JsonObject paths = DOCUMENT.getJsonObject("paths");
        assertThat(paths.fieldNames())
                .noneMatch(path -> paths.getJsonObject(path).containsKey("parameters"));
    }

    @Test
    void everyParameterOfAPathIsDeclaredRequired() {
        eachOperation((where, operation) -> {
            String path = where.substring(where.indexOf(' ') + 1);
            Set<String> declared = objects(operation.getJsonArray("parameters", new JsonArray()))
                    .map(OpenApiLintTest::resolve)
                    .filter(parameter -> parameter.getString("in").equals("path") && parameter.getBoolean("required"))
                    .map(parameter -> parameter.getString("name"))
                    .collect(Collectors.toSet());
            assertThat(declared)
                    .as(where)
                    .isEqualTo(PLACEHOLDER
                            .matcher(path)
                            .results()
                            .map((MatchResult found) -> found.group(1))
                            .collect(Collectors.toSet()));
        });
    }

    @Test
    void everyReferenceLeadsSomewhereAndNothingIsLeftOver() {
        Set<String> references = new TreeSet<>();
        each(DOCUMENT, object -> {
            if (object.getValue("$ref") instanceof String reference) {
                assertThat(resolve(object)).as(reference).isNotNull();
                references.add(reference);
            }
        });
        eachOperation((where, operation) -> objects(operation.getJsonArray("security"))
                .flatMap(requirement -> requirement.fieldNames().stream())
                .forEach(scheme -> references.add("#/components/securitySchemes/" + scheme)));
        Set<String> components = DOCUMENT.getJsonObject("components").stream()
                .flatMap(kind -> ((JsonObject) kind.getValue())
                        .fieldNames().stream().map(name -> "#/components/" + kind.getKey() + "/" + name))
                .collect(Collectors.toSet());
        assertThat(references)
                .filteredOn(reference -> !components.contains(reference))
                .as("not in components")
                .isEmpty();
        assertThat(components)
                .filteredOn(component -> !references.contains(component))
                .as("components that nothing refers to")
                .isEmpty();
    }

    @Test
    void everyBodyHasExamplesThatFitItsSchema() {
        OpenApiContract contract = new OpenApiContract(DOCUMENT);
        eachOperation((where, operation) -> bodies(operation)
                .flatMap(body -> body.getJsonObject("content", new JsonObject()).stream())
                .map(Map.Entry::getValue)
                .map(JsonObject.class::cast)
                .forEach(media -> {
                    assertThat(media.getJsonObject("examples"))
                            .as("examples of each body of " + where)
                            .isNotEmpty();
                    for (String name : media.getJsonObject("examples").fieldNames()) {
                        Object value = resolve(media.getJsonObject("examples").getJsonObject(name))
                                .getValue("value");
                        contract.assertValid(media.getJsonObject("schema"), value, name + " of " + where);
                    }
                }));
    }

    /** The page says that every status of every route is here: these, at least, a route gives whatever it does. */
    @Test
    void everyOperationHasTheStatusesOfItsKind() {
        Set<String> lacking = new TreeSet<>();
        eachOperation((where, operation) -> {
            Set<String> statuses = ofItsKind(where, operation);
            statuses.removeAll(operation.getJsonObject("responses").fieldNames());
            if (!statuses.isEmpty()) {
                lacking.add(where + " " + statuses);
            }
        });
        assertThat(lacking).as("statuses that are not declared").isEmpty();
    }

    private static Set<String> ofItsKind(String where, JsonObject operation) {
        String security = operation.getJsonArray("security", new JsonArray()).encode();
        String parameters =
                operation.getJsonArray("parameters", new JsonArray()).encode();
        boolean takesEverything = where.endsWith(" /auth/verify");
        boolean isOfDevices = operation.getJsonArray("tags").contains("Other devices");
        Set<String> statuses = new TreeSet<>(Set.of("500"));
        add(statuses, !takesEverything, "405");
        add(statuses, !operation.getJsonArray("tags").contains("Management"), "503");
        add(statuses, operation.containsKey("requestBody"), "400", "413", "415");
        add(statuses, security.contains("bearer") || security.contains("serviceBasic"), "401");
        add(statuses, security.contains("bearer") && !takesEverything, "400");
        add(statuses, security.contains("serviceBasic") && !isOfDevices, "403");
        add(statuses, where.contains("{"), "400", "404");
        add(statuses, parameters.contains("parameters/IdempotencyKey"), "409");
        add(statuses, parameters.contains("parameters/IfNoneMatch"), "304");
        return statuses;
    }

    private static void add(Set<String> statuses, boolean applies, String... more) {
        statuses.addAll(applies ? List.of(more) : List.of());
    }

    @Test
    void eachFaultIsDescribed() {
        JsonArray codes = DOCUMENT.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("ErrorCode")
                .getJsonArray("enum");
        assertThat(EachFault.all())
                .extracting(Fault::error)
                .filteredOn(error -> !codes.contains(error))
                .as("not in ErrorCode")
                .isEmpty();
        Set<String> shown = new TreeSet<>();
        eachOperation((where, operation) -> shown.addAll(errors(operation.getJsonObject("responses"))));
        assertThat(EachFault.all())
                .extracting(fault -> fault.status() + " " + fault.error())
                .filteredOn(fault -> !shown.contains(fault))
                .as("without a response that has it as an example")
                .isEmpty();
    }

    /** Status and error of what the examples show. */
    private static Set<String> errors(JsonObject responses) {
        Set<String> shown = new TreeSet<>();
        for (String status : responses.fieldNames()) {
            each(resolve(responses.getJsonObject(status)), part -> {
                if (resolve(part).getValue("value") instanceof JsonObject answer) {
                    shown.add(status + " " + answer.getString("error"));
                }
            });
        }
        return shown;
    }

    private static Stream<JsonObject> bodies(JsonObject operation) {
        return Stream.concat(
                        operation.getJsonObject("responses").stream().map(entry -> (JsonObject) entry.getValue()),
                        Stream.ofNullable(operation.getJsonObject("requestBody")))
                .map(OpenApiLintTest::resolve);
    }

    /** Method and path, and the operation. */
    private static void eachOperation(BiConsumer<String, JsonObject> rule) {
        JsonObject paths = DOCUMENT.getJsonObject("paths");
        assertThat(paths).isNotEmpty();
        for (String path : paths.fieldNames()) {
            for (String method : METHODS) {
                JsonObject operation = paths.getJsonObject(path).getJsonObject(method);
                if (operation != null) {
                    rule.accept(method + " " + path, operation);
                }
            }
        }
    }

    private static void each(Object value, Consumer<JsonObject> rule) {
        if (value instanceof JsonObject object) {
            rule.accept(object);
            object.forEach(member -> each(member.getValue(), rule));
        } else if (value instanceof JsonArray array) {
            array.forEach(element -> each(element, rule));
        }
    }

    private static JsonObject resolve(JsonObject object) {
        String reference = object.getString("$ref");
        if (reference == null) {
            return object;
        }
        assertThat(reference).startsWith("#/");
        JsonObject found = DOCUMENT;
        for (String step : reference.substring(2).split("/", -1)) {
            found = found.getJsonObject(step);
            assertThat(found).as(reference).isNotNull();
        }
        return found;
    }

    private static Set<String> names(JsonArray tags) {
        return objects(tags).map(tag -> tag.getString("name")).collect(Collectors.toSet());
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
