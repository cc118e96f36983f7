package dev.wxauth.deploy;

import static dev.wxauth.deploy.Manifests.MANAGEMENT_PORT;
import static dev.wxauth.deploy.Manifests.PUBLIC_PORT;
import static dev.wxauth.deploy.Manifests.container;
import static dev.wxauth.deploy.Manifests.deployment;
import static dev.wxauth.deploy.Manifests.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyIngressRule;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests are valid, and say what the program does. */
class ManifestsTest {

    private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/name", "wxauth");

    @ParameterizedTest
    @MethodSource("dev.wxauth.deploy.Manifests#objectFiles")
    void everyDocumentShouldFollowTheSchema(Path file) {
        assertThat(Manifests.documents(file)).isNotEmpty().allSatisfy(ForeignModel::readAny);
    }

    @ParameterizedTest
    @MethodSource("dev.wxauth.deploy.Manifests#patchFiles")
    void everyPatchShouldChangeWhatTheSchemaKnows(Path file) {
        assertThat(StrictModel.read(Patch.applied(file)).getMetadata().getName())
                .isEqualTo("wxauth");
    }

    @Test
    void theSchemaShouldRefuseWhatAnApiServerRefuses() {
        assertRefused(json -> containerOf(json).addProperty("livenesProbe", "x"), "livenesProbe");
        assertRefused(json -> spec(json).remove("selector"), "selector");
        assertRefused(json -> spec(json).addProperty("template", "x"), "Not a JSON Object");
        assertRefused(json -> podSpec(json).add("enableServiceLinks", new JsonPrimitive("no")), ".enableServiceLinks");
        assertRefused(
                json -> podSpec(json).add("terminationGracePeriodSeconds", new JsonPrimitive("45")),
                ".terminationGracePeriodSeconds");
        assertRefused(json -> json.addProperty("apiVersion", "apps/v1beta1"), "apps/v1beta1/Deployment");
    }

    @Test
    void theServiceShouldExposeThePublicPortOnly() {
        V1Service service = Manifests.one(Manifests.BASE.resolve("service.yaml"), V1Service.class);
        assertThat(service.getSpec().getSelector()).isEqualTo(LABELS);
        assertThat(service.getSpec().getPorts())
                .extracting(V1ServicePort::getPort, V1ServicePort::getTargetPort)
                .containsExactly(tuple(PUBLIC_PORT, new IntOrString("http")));
    }

    @Test
    void metricsShouldBeOpenToTheMonitoringNamespaceOnly() {
        List<V1NetworkPolicyIngressRule> rules = networkPolicy().getSpec().getIngress();
        assertThat(rules).hasSize(2);
        assertThat(rulesFor(PUBLIC_PORT))
                .singleElement()
                .satisfies(rule -> assertThat(rule.getFrom()).isNullOrEmpty());
        assertThat(rulesFor(MANAGEMENT_PORT))
                .singleElement()
                .satisfies(rule -> assertThat(rule.getFrom())
                        .singleElement()
                        .satisfies(
                                peer -> assertThat(peer.getNamespaceSelector().getMatchLabels())
                                        .isNotEmpty()));
    }

    @Test
    void theNetworkPolicyShouldLetTheProgramOutToDnsRedisAndWeChatOnly() {
        assertThat(networkPolicy().getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(networkPolicy().getSpec().getEgress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(port -> port.getProtocol() + " " + port.getPort())
                .containsExactlyInAnyOrder("UDP 53", "TCP 53", "TCP 6379", "TCP 443");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void everyPodShouldRunWithoutPrivileges(V1PodSpec pod) {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getRunAsGroup()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getContainers()).singleElement().satisfies(this::assertUnprivileged);
    }

    /** A Service named wxauth would inject WXAUTH_PORT=tcp://..., and the program refuses settings it does not know. */
    @ParameterizedTest
    @MethodSource("pods")
    void noPodShouldGetTheVariablesOfServices(V1PodSpec pod) {
        assertThat(pod.getEnableServiceLinks()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void everyContainerShouldHaveRequestsAndLimits(V1PodSpec pod) {
        assertThat(pod.getContainers()).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsOnlyKeys("cpu", "memory");
            assertThat(container.getResources().getLimits().get("memory"))
                    .isEqualTo(container.getResources().getRequests().get("memory"));
        });
    }

    @Test
    void anUpdateShouldTakeNoPodAwayBeforeTheNextIsReady() {
        assertThat(deployment().getSpec().getStrategy().getRollingUpdate().getMaxUnavailable())
                .isEqualTo(new IntOrString(0));
    }

    @Test
    void theAutoscalerShouldOwnTheNumberOfPods() {
        V2HorizontalPodAutoscaler autoscaler =
                Manifests.one(Manifests.BASE.resolve("horizontalpodautoscaler.yaml"), V2HorizontalPodAutoscaler.class);
        assertThat(deployment().getSpec().getReplicas()).isNull();
        assertThat(autoscaler.getSpec().getMinReplicas()).isGreaterThanOrEqualTo(2);
        assertThat(autoscaler.getSpec().getScaleTargetRef().getName())
                .isEqualTo(deployment().getMetadata().getName());
    }

    @Test
    void everySelectorShouldFindThePodsOfTheProgram() {
        V1PodDisruptionBudget budget =
                Manifests.one(Manifests.BASE.resolve("poddisruptionbudget.yaml"), V1PodDisruptionBudget.class);
        assertThat(deployment().getSpec().getTemplate().getMetadata().getLabels())
                .isEqualTo(LABELS);
        assertThat(Stream.concat(
                        Stream.of(
                                deployment().getSpec().getSelector(),
                                budget.getSpec().getSelector(),
                                networkPolicy().getSpec().getPodSelector()),
                        pod().getTopologySpreadConstraints().stream()
                                .map(V1TopologySpreadConstraint::getLabelSelector)))
                .hasSize(5)
                .extracting(V1LabelSelector::getMatchLabels)
                .containsOnly(LABELS);
    }

    @Test
    void theImageShouldAgreeWithTheManifests() {
        String dockerfile = Manifests.text(Path.of("Dockerfile"));
        long user = pod().getSecurityContext().getRunAsUser();
        long group = pod().getSecurityContext().getRunAsGroup();
        assertThat(dockerfile)
                .contains("\nUSER " + user + ":" + group + "\n")
                .contains("\nEXPOSE " + PUBLIC_PORT + " " + MANAGEMENT_PORT + "\n")
                .contains("\nENTRYPOINT [\"java\", ")
                .contains(
                        "\nWORKDIR /app\n",
                        "-XX:ArchiveClassesAtExit=wxauth.jsa",
                        "-XX:SharedArchiveFile=/app/wxauth.jsa")
                .doesNotContain("ENV WXAUTH_", "ARG WXAUTH_");
    }

    private static Stream<V1PodSpec> pods() {
        return Manifests.all(V1Deployment.class).stream().map(Manifests::podOf);
    }

    private void assertUnprivileged(V1Container container) {
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getPrivileged()).isNull();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isNullOrEmpty();
    }

    private static V1NetworkPolicy networkPolicy() {
        return Manifests.one(Manifests.BASE.resolve("networkpolicy.yaml"), V1NetworkPolicy.class);
    }

    private static List<V1NetworkPolicyIngressRule> rulesFor(int port) {
        return networkPolicy().getSpec().getIngress().stream()
                .filter(rule ->
                        rule.getPorts().stream().anyMatch(each -> each.getPort().equals(new IntOrString(port))))
                .toList();
    }

    private static void assertRefused(Consumer<JsonObject> damage, String message) {
        JsonObject json =
                Manifests.documents(Manifests.BASE.resolve("deployment.yaml")).get(0);
        damage.accept(json);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StrictModel.read(json))
                .withMessageContaining(message);
    }

    private static JsonObject spec(JsonObject deployment) {
        return deployment.getAsJsonObject("spec");
    }

    private static JsonObject podSpec(JsonObject deployment) {
        return spec(deployment).getAsJsonObject("template").getAsJsonObject("spec");
    }

    private static JsonObject containerOf(JsonObject deployment) {
        return podSpec(deployment).getAsJsonArray("containers").get(0).getAsJsonObject();
    }
}
