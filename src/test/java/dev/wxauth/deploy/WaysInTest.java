package dev.wxauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1HTTPIngressPath;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the production overlay publishes: all that mini programs call, and nothing that is for services of the cluster. */
class WaysInTest {

    /** Decided one by one: a new route is published, or it is named here. */
    private static final Set<String> INSIDE = Set.of("/auth/introspect", "/auth/revoke", "/auth/verify");

    private static final String USERS = "/auth/users/";
    private static final String PERSONS = "/auth/persons/";
    private static final String EXACT = "Exact";

    private final V1Ingress ingress =
            Manifests.one(Manifests.PRODUCTION.resolve("ingress/ingress.yaml"), V1Ingress.class);
    private final JsonObject httpRoute = Manifests.documents(Manifests.PRODUCTION.resolve("httproute/httproute.yaml"))
            .get(0);

    /** A published path, and whether everything below it is published too. */
    private record Published(String path, boolean below) {
        boolean takes(String route) {
            return route.equals(path) || (below && route.startsWith(path + "/"));
        }
    }

    @Test
    void everyRouteShouldBePublishedOrKeptInside() {
        assertThat(routes()).hasSizeGreaterThan(20);
        assertThat(routes())
                .filteredOn(route -> !isInside(route) && !isPublished(route))
                .as("to be published in ingress.yaml and httproute.yaml, or named in INSIDE")
                .isEmpty();
        assertThat(routes())
                .filteredOn(route -> isInside(route) && isPublished(route))
                .as("to stay inside, and yet published")
                .isEmpty();
    }

    @Test
    void everyPublishedPathShouldBeARoute() {
        assertThat(ingressPaths())
                .doesNotHaveDuplicates()
                .allSatisfy(published -> assertThat(routes()).contains(published.path()));
    }

    /** A prefix takes more than is known today, so that it must end where all below it is for the same callers. */
    @Test
    void onlySessionsAndThePageShouldBePublishedWithWhatIsBelow() {
        assertThat(ingressPaths())
                .filteredOn(Published::below)
                .containsExactly(new Published("/auth/sessions", true), new Published("/d", true));
    }

    @Test
    void bothWaysShouldPublishTheSame() {
        assertThat(httpRoutePaths()).isNotEmpty().containsExactlyElementsOf(ingressPaths());
    }

    @Test
    void bothWaysShouldLeadToThePortOfTheService() {
        V1Service service = Manifests.one(Manifests.BASE.resolve("service.yaml"), V1Service.class);
        V1ServicePort port = service.getSpec().getPorts().get(0);
        assertThat(ingressRules())
                .extracting(path -> path.getBackend().getService())
                .allSatisfy(backend -> {
                    assertThat(backend.getName())
                            .isEqualTo(service.getMetadata().getName());
                    assertThat(backend.getPort().getName()).isEqualTo(port.getName());
                });
        assertThat(elements(rule(), "backendRefs")).singleElement().satisfies(backend -> {
            assertThat(text(backend, "name")).isEqualTo(service.getMetadata().getName());
            assertThat(backend.get("port").getAsInt()).isEqualTo(port.getPort());
        });
    }

    @Test
    void bothWaysShouldBeByTls() {
        assertThat(ingress.getSpec().getTls())
                .singleElement()
                .satisfies(tls -> assertThat(tls.getHosts())
                        .containsExactly(ingress.getSpec().getRules().get(0).getHost()));
        assertThat(elements(httpRoute.getAsJsonObject("spec"), "parentRefs"))
                .extracting(parent -> text(parent, "sectionName"))
                .containsExactly("https");
    }

    /** Without an API server nothing else would see a misspelling. */
    @Test
    void theSchemaOfForeignKindsShouldRefuseWhatTheyDoNotHave() {
        rule().addProperty("backendRef", "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ForeignModel.readAny(httpRoute))
                .withMessageContaining("[.spec.rules[].backendRef]");
        rule().remove("backendRef");
        rule().remove("backendRefs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ForeignModel.readAny(httpRoute))
                .withMessageContaining(".spec.rules[].backendRefs[].name");
    }

    /** The public routes, those of the description without those of the management port. */
    private static Set<String> routes() {
        JsonObject description = JsonParser.parseString(Manifests.text(Path.of("src/main/resources/openapi.json")))
                .getAsJsonObject();
        return description.getAsJsonObject("paths").entrySet().stream()
                .filter(path -> !path.getValue().toString().contains("\"Management\""))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isInside(String route) {
        return INSIDE.contains(route) || route.startsWith(USERS) || route.startsWith(PERSONS);
    }

    private boolean isPublished(String route) {
        return ingressPaths().stream().anyMatch(published -> published.takes(route));
    }

    private List<Published> ingressPaths() {
        return ingressRules()
                .map(path -> new Published(path.getPath(), !path.getPathType().equals(EXACT)))
                .toList();
    }

    private Stream<V1HTTPIngressPath> ingressRules() {
        return ingress.getSpec().getRules().stream().flatMap(rule -> rule.getHttp().getPaths().stream());
    }

    private List<Published> httpRoutePaths() {
        return elements(rule(), "matches")
                .map(match -> match.getAsJsonObject("path"))
                .map(path ->
                        new Published(text(path, "value"), !text(path, "type").equals(EXACT)))
                .toList();
    }

    private JsonObject rule() {
        return elements(httpRoute.getAsJsonObject("spec"), "rules").findFirst().orElseThrow();
    }

    private static Stream<JsonObject> elements(JsonObject object, String member) {
        return StreamSupport.stream(object.getAsJsonArray(member).spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }

    private static String text(JsonObject object, String member) {
        return object.get(member).getAsString();
    }
}
