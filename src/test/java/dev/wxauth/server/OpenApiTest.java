package dev.wxauth.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.error.Fault;
import dev.wxauth.support.OpenApiContract;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The document and the table of routes say the same, looked at from both sides. */
class OpenApiTest {
    private static final String NEW_TAP = "have the user tap the phone number button again, for a new code.";
    private static final Set<String> METHODS =
            Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void everyRouteIsDocumentedWithItsMethods() {
        assertThat(without(documented(), served()))
                .as("not in openapi.json, with all these methods")
                .isEmpty();
    }

    @Test
    void everythingDocumentedIsARoute() {
        assertThat(without(served(), documented()))
                .as("in openapi.json, and no route of ApiRouter")
                .isEmpty();
    }

    private static Map<String, Set<String>> without(Map<String, Set<String>> known, Map<String, Set<String>> all) {
        Map<String, Set<String>> rest = new TreeMap<>(all);
        rest.entrySet().removeAll(known.entrySet());
        return rest;
    }

    @Test
    void everyDocumentedOperationAnswersAndEveryOtherMethodIs405() {
        documented().forEach(OpenApiTest::assertServed);
    }

    private static void assertServed(String path, Set<String> methods) {
        String concrete = path.replaceAll("\\{[^}]+}", "x");
        for (String method : METHODS) {
            Reply reply = service.http().send(method.toUpperCase(Locale.ROOT), concrete, "");
            if (methods.contains(method)) {
                assertThat(reply.status()).as(method + " " + path).isNotIn(404, 405, 500);
            } else {
                assertThat(reply.status()).as(method + " " + path).isEqualTo(405);
                assertThat(Set.of(reply.header("Allow").split(", "))).isEqualTo(upper(methods));
            }
        }
    }

    /** The table that the service is built with, written as OpenAPI does; nothing is asked of it, so it needs no Redis. */
    private static Map<String, Set<String>> served() {
        Map<String, Set<String>> table = new TreeMap<>();
        PublicRoutes.create(service).served().forEach((pattern, methods) -> {
            String path = pattern.replaceAll(":([a-z_]+)", "{$1}");
            table.put(path, methods.isEmpty() ? METHODS : lower(methods));
        });
        return table;
    }

    private static Set<String> lower(Set<String> methods) {
        return methods.stream().map(method -> method.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private static Set<String> upper(Set<String> methods) {
        return methods.stream().map(method -> method.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    @Test
    void theExamplesOfErrorsAreSentencesThatAreSent() {
        JsonObject examples = service.http()
                .get("/openapi.json")
                .json()
                .getJsonObject("components")
                .getJsonObject("examples");
        Map<String, Fault> faults = Map.ofEntries(
                entry("Conflict", new Fault.Conflict()),
                entry("InsufficientScope", new Fault.InsufficientScope("introspect")),
                entry("InvalidClient", new Fault.InvalidClient()),
                entry("InvalidToken", Fault.InvalidToken.refused()),
                entry("MethodNotAllowed", new Fault.MethodNotAllowed("GET")),
                entry("PayloadTooLarge", new Fault.PayloadTooLarge()),
                entry("RateLimited", new Fault.RateLimited(Duration.ofSeconds(1))),
                entry("ServerError", new Fault.ServerError("")),
                entry("SessionKeyStale", new Fault.SessionKeyStale()),
                entry("TemporarilyUnavailable", Fault.TemporarilyUnavailable.because("")),
                entry("UnsupportedMediaType", new Fault.UnsupportedMediaType("application/json")),
                entry("UpstreamError", new Fault.UpstreamError("")),
                entry("UpstreamErrorOfPhone", new Fault.UpstreamError("").advising(NEW_TAP)),
                entry("UpstreamErrorOfSessionKey", new Fault.UpstreamError("").advising("ask again.")),
                entry("UpstreamTimeout", new Fault.UpstreamTimeout("")),
                entry("UpstreamTimeoutOfPhone", new Fault.UpstreamTimeout("").advising(NEW_TAP)),
                entry("UpstreamTimeoutOfSessionKey", new Fault.UpstreamTimeout("").advising("ask again.")));
        faults.forEach((name, fault) -> {
            JsonObject example = examples.getJsonObject(name).getJsonObject("value");
            assertThat(example.getString("error")).isEqualTo(fault.error());
            assertThat(example.getString("error_description")).isEqualTo(fault.description());
        });
    }

    @Test
    void theManagementPortIsDocumentedAsFarAsItIsPromised() {
        Map<String, Set<String>> documented = documented(true);
        assertThat(documented.keySet())
                .containsExactlyInAnyOrder(
                        ManagementRouter.STARTED,
                        ManagementRouter.LIVE,
                        ManagementRouter.READY,
                        ManagementRouter.METRICS);
        assertThat(documented.values()).containsOnly(Set.of("get"));
        for (String path : documented.keySet()) {
            assertThat(service.management().get(path).status()).as(path).isEqualTo(200);
            assertThat(service.http().get(path).status()).as(path).isEqualTo(404);
        }
    }

    private static Map<String, Set<String>> documented() {
        return documented(false);
    }

    /** Path to methods, in lower case. What is served elsewhere than on the public port names its server. */
    private static Map<String, Set<String>> documented(boolean elsewhere) {
        JsonObject paths = service.http().get("/openapi.json").json().getJsonObject("paths");
        Map<String, Set<String>> table = new TreeMap<>();
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            if (item.containsKey("servers") != elsewhere) {
                continue;
            }
            Set<String> methods = new TreeSet<>(METHODS);
            if (!OpenApiContract.takesEveryMethod(item)) {
                methods.retainAll(item.fieldNames());
            }
            table.put(path, methods);
        }
        return table;
    }
}
