package dev.wxauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The production overlay as the API server would get it, by either way in. */
@EnabledIf(
        value = "dev.wxauth.deploy.OverlayCopy#isPossible",
        disabledReason = "there is no kubectl with kustomize 5 or later")
class BuiltOverlayTest {
    private static final Duration CLOSING_MARGIN = Duration.ofSeconds(5);
    private static final String DEPLOYMENT = "Deployment";

    private static String unfilled;
    private static BuiltOverlay byIngress;
    private static BuiltOverlay byHttpRoute;

    @BeforeAll
    static void build(@TempDir Path directory) {
        OverlayCopy copy = new OverlayCopy(directory);
        unfilled = copy.build();
        byIngress = BuiltOverlay.of(copy.filled().build());
        byHttpRoute = BuiltOverlay.of(copy.byHttpRoute().build());
    }

    @Test
    void anOverlayWithoutAnIssuerShouldNotBuild() {
        assertThat(unfilled).contains("options.index 2 is out of bounds").doesNotContain("kind:");
    }

    @Test
    void everyObjectShouldFollowTheSchemaAndLackNoValue() {
        assertThat(byIngress.objects()).hasSize(11).allSatisfy(ForeignModel::readAny);
        assertThat(byHttpRoute.objects()).hasSize(11).allSatisfy(ForeignModel::readAny);
        assertThat(byIngress.yaml() + byHttpRoute.yaml()).doesNotContain("REPLACE-ME", "the-issuers-host");
    }

    @Test
    void oneWayInShouldTakeThePlaceOfTheOther() {
        assertThat(byIngress.kinds()).contains("Ingress").doesNotContain("HTTPRoute");
        assertThat(byHttpRoute.kinds()).contains("HTTPRoute").doesNotContain("Ingress");
    }

    @Test
    void theIssuersHostShouldBePublished() {
        V1Ingress ingress = byIngress.one("Ingress", V1Ingress.class);
        assertThat(ingress.getSpec().getRules().get(0).getHost()).isEqualTo(OverlayCopy.ISSUER_HOST);
        assertThat(ingress.getSpec().getTls().get(0).getHosts()).containsExactly(OverlayCopy.ISSUER_HOST);
        assertThat(byHttpRoute.one("HTTPRoute").getAsJsonObject("spec").get("hostnames"))
                .hasToString("[\"" + OverlayCopy.ISSUER_HOST + "\"]");
    }

    @Test
    void theAutoscalerShouldScaleTheDeployment() {
        V2HorizontalPodAutoscaler autoscaler =
                byIngress.one("HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class);
        V1Deployment deployment = byIngress.one(DEPLOYMENT, V1Deployment.class);
        assertThat(autoscaler.getSpec().getScaleTargetRef().getKind()).isEqualTo(deployment.getKind());
        assertThat(autoscaler.getSpec().getScaleTargetRef().getName())
                .isEqualTo(deployment.getMetadata().getName());
        assertThat(autoscaler.getSpec().getMetrics()).isNotEmpty();
        assertThat(deployment.getSpec().getReplicas()).isNull();
    }

    @Test
    void theDeploymentShouldRunTheImageByItsDigestWithTheSettingsOfTheOverlay() {
        V1PodSpec pod = pod();
        assertThat(pod.getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getImage()).matches("chosen@sha256:[0-9a-f]{64}");
            assertThat(container.getEnvFrom().get(0).getConfigMapRef().getName())
                    .isEqualTo(settings().getMetadata().getName());
        });
        assertThat(pod.getTopologySpreadConstraints())
                .extracting(V1TopologySpreadConstraint::getWhenUnsatisfiable)
                .containsExactly("ScheduleAnyway", "DoNotSchedule");
    }

    @Test
    void theGracePeriodShouldOutlastTheDraining() {
        Map<String, String> settings = settings().getData();
        Duration draining = PodTest.duration(settings.get("WXAUTH_DRAIN_DELAY"))
                .plus(PodTest.duration(settings.get("WXAUTH_DRAIN_TIMEOUT")));
        assertThat(Duration.ofSeconds(pod().getTerminationGracePeriodSeconds()))
                .isGreaterThanOrEqualTo(draining.plus(CLOSING_MARGIN));
    }

    private static V1ConfigMap settings() {
        return byIngress.one("ConfigMap", V1ConfigMap.class);
    }

    private static V1PodSpec pod() {
        return Manifests.podOf(byIngress.one(DEPLOYMENT, V1Deployment.class));
    }
}
