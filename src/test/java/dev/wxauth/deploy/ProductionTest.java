package dev.wxauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.wxauth.web.IpAddress;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyEgressRule;
import io.kubernetes.client.openapi.models.V1NetworkPolicyIngressRule;
import io.kubernetes.client.openapi.models.V1PriorityClass;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The production overlay, file by file; {@link BuiltOverlayTest} sees it put together. */
class ProductionTest {
    private static final String PLACEHOLDER = "<REPLACE-ME>";
    private static final Pattern HEAP_PERCENTAGE = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)");

    /** With so much heap the program goes on serving, whatever comes (contract, section 12). */
    private static final BigDecimal ENOUGH_HEAP = new BigDecimal(256L << 20);

    private final V1Deployment deployment = patched("deployment.patch.yaml", V1Deployment.class);
    private final V2HorizontalPodAutoscaler autoscaler =
            patched("horizontalpodautoscaler.patch.yaml", V2HorizontalPodAutoscaler.class);
    private final V1NetworkPolicy policy = patched("networkpolicy.patch.yaml", V1NetworkPolicy.class);

    @Test
    void everyPlaceholderShouldBeListedInOnePlace() {
        List<String> header = Manifests.text(Manifests.PRODUCTION.resolve(Kustomization.FILE_NAME))
                .lines()
                .takeWhile(line -> line.startsWith("#"))
                .toList();
        assertThat(Manifests.files())
                .filteredOn(file -> file.startsWith(Manifests.PRODUCTION))
                .filteredOn(file -> Manifests.text(file).contains(PLACEHOLDER))
                .hasSize(6)
                .map(file -> Manifests.PRODUCTION.relativize(file).getName(0).toString())
                .allSatisfy(name -> assertThat(header).anyMatch(line -> line.matches("#   .*\\b" + name + "\\b.*")));
    }

    @Test
    void thePlaceholdersShouldBeRefusedByTheProgram() {
        Map<String, String> environment = Manifests.variables(Manifests.PRODUCTION.resolve("production.env"));
        assertThat(environment).hasSize(2).containsEntry("WXAUTH_ISSUER", PLACEHOLDER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.block(environment.get("WXAUTH_TRUSTED_PROXIES")));
    }

    @Test
    void theAutoscalerShouldGoUpAtOnceAndDownSlowly() {
        V2HorizontalPodAutoscalerBehavior behavior = autoscaler.getSpec().getBehavior();
        assertThat(deployment.getSpec().getReplicas()).isNull();
        assertThat(autoscaler.getSpec().getMinReplicas()).isGreaterThanOrEqualTo(3);
        assertThat(behavior.getScaleUp().getStabilizationWindowSeconds()).isZero();
        assertThat(behavior.getScaleDown().getStabilizationWindowSeconds()).isGreaterThanOrEqualTo(300);
        assertThat(behavior.getScaleDown().getPolicies())
                .singleElement()
                .satisfies(step -> assertThat(step.getValue()).isEqualTo(1));
    }

    @Test
    void thePriorityClassShouldBeTheOneThatIsMade() {
        V1PriorityClass made = Manifests.one(Manifests.PRODUCTION.resolve("priorityclass.yaml"), V1PriorityClass.class);
        assertThat(deployment.getSpec().getTemplate().getSpec().getPriorityClassName())
                .isEqualTo(made.getMetadata().getName());
        assertThat(made.getGlobalDefault()).isNull();
        assertThat(deployment.getSpec().getMinReadySeconds()).isPositive();
    }

    @Test
    void theResourcesShouldAgreeWithTheFlagsOfTheJvm() {
        V1Container container =
                deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
        Map<String, Quantity> limits = container.getResources().getLimits();
        assertThat(container.getName()).isEqualTo(Manifests.container().getName());
        assertThat(limits.get("memory"))
                .isEqualTo(container.getResources().getRequests().get("memory"));
        assertThat(limits.get("memory").getNumber().multiply(heapShare())).isGreaterThanOrEqualTo(ENOUGH_HEAP);
        assertThat(limits.get("cpu").getNumber().stripTrailingZeros().scale()).isLessThanOrEqualTo(0);
    }

    @Test
    void theExternalSecretShouldMakeTheSecretThatIsMounted() {
        V1Secret shape = Manifests.one(Manifests.BASE.resolve("secret.example.yaml"), V1Secret.class);
        JsonObject spec = Manifests.documents(Manifests.PRODUCTION.resolve("externalsecret.yaml"))
                .get(0)
                .getAsJsonObject("spec");
        assertThat(spec.getAsJsonObject("target").get("name").getAsString())
                .isEqualTo(shape.getMetadata().getName());
        assertThat(StreamSupport.stream(spec.getAsJsonArray("data").spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .map(entry -> entry.get("secretKey").getAsString()))
                .containsExactlyInAnyOrderElementsOf(shape.getStringData().keySet());
    }

    @Test
    void nothingShouldComeInFromEverywhere() {
        assertThat(policy.getSpec().getIngress())
                .hasSize(2)
                .extracting(V1NetworkPolicyIngressRule::getFrom)
                .allSatisfy(from -> assertThat(from)
                        .isNotEmpty()
                        .allSatisfy(
                                peer -> assertThat(peer.getNamespaceSelector().getMatchLabels())
                                        .isNotEmpty()));
    }

    @Test
    void theProgramShouldGetOutToDnsRedisAndPublicAddressesOnly() {
        assertThat(policy.getSpec().getEgress())
                .extracting(rule -> port(rule) + " to " + blocks(rule))
                .containsExactly(
                        "53 to []",
                        "6379 to [" + PLACEHOLDER + "/32]",
                        "443 to [0.0.0.0/0 but [10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16],"
                                + " ::/0 but [fc00::/7, fe80::/10]]");
    }

    /** What stands there as a comment, with its `#` taken away as an operator does. */
    @Test
    void whatMayBeNeededToGetOutShouldStandThereAsAComment() {
        String file = Manifests.text(Manifests.PRODUCTION.resolve("networkpolicy.patch.yaml"));
        String uncommented = file.replaceAll("(?m)^( +)#(?=- |  )", "$1");
        assertThat(Manifests.documents(uncommented)
                        .get(0)
                        .getAsJsonObject("spec")
                        .getAsJsonArray("egress")
                        .toString())
                .contains("{\"protocol\":\"TCP\",\"port\":26379}", "{\"protocol\":\"TCP\",\"port\":6380}")
                .endsWith("\"observability\"}}}],\"ports\":[{\"protocol\":\"TCP\",\"port\":4318}]}]");
        assertThat(Manifests.text(Manifests.PRODUCTION.resolve("production.env")))
                .contains("\n#OTEL_EXPORTER_OTLP_ENDPOINT=http://collector.observability.svc.cluster.local:4318\n");
    }

    private static BigDecimal heapShare() {
        Matcher flag = HEAP_PERCENTAGE.matcher(Manifests.text(Path.of("Dockerfile")));
        assertThat(flag.find()).isTrue();
        return new BigDecimal(flag.group(1)).movePointLeft(2);
    }

    private static String port(V1NetworkPolicyEgressRule rule) {
        return rule.getPorts().get(0).getPort().toString();
    }

    private static List<String> blocks(V1NetworkPolicyEgressRule rule) {
        return rule.getTo().stream()
                .map(peer -> peer.getIpBlock())
                .map(block -> block.getCidr() + (block.getExcept().isEmpty() ? "" : " but " + block.getExcept()))
                .toList();
    }

    private static <T> T patched(String name, Class<T> type) {
        return type.cast(StrictModel.read(Patch.applied(Manifests.PRODUCTION.resolve(name))));
    }
}
