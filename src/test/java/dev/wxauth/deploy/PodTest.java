package dev.wxauth.deploy;

import static dev.wxauth.deploy.Manifests.MANAGEMENT_PORT;
import static dev.wxauth.deploy.Manifests.PUBLIC_PORT;
import static dev.wxauth.deploy.Manifests.container;
import static dev.wxauth.deploy.Manifests.deployment;
import static dev.wxauth.deploy.Manifests.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.server.ManagementRouter;
import dev.wxauth.settings.Setting;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pod of the program gets what the program asks for: ports, settings, secrets, time to stop. */
class PodTest {

    private static final Duration CLOSING_MARGIN = Duration.ofSeconds(5);
    private static final Path ENVIRONMENT = Manifests.BASE.resolve("wxauth.env");

    @Test
    void probesShouldAskTheManagementPort() {
        assertProbe(container().getStartupProbe(), ManagementRouter.STARTED);
        assertProbe(container().getLivenessProbe(), ManagementRouter.LIVE);
        assertProbe(container().getReadinessProbe(), ManagementRouter.READY);
    }

    @Test
    void prometheusShouldBeSentToTheMetrics() {
        assertThat(deployment().getSpec().getTemplate().getMetadata().getAnnotations())
                .containsEntry("prometheus.io/port", String.valueOf(MANAGEMENT_PORT))
                .containsEntry("prometheus.io/path", ManagementRouter.METRICS);
    }

    @Test
    void theContainerShouldOfferThePortsOfTheProgram() {
        assertThat(ports()).containsOnly(Map.entry("http", PUBLIC_PORT), Map.entry("management", MANAGEMENT_PORT));
        assertThat(environmentNames()).doesNotContain("WXAUTH_PORT", "WXAUTH_MANAGEMENT_PORT", "WXAUTH_HOST");
    }

    @Test
    void everyVariableShouldBeASettingOfTheProgram() {
        assertThat(environmentNames())
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(Setting.variables()).contains(name.replaceFirst("_FILE$", "")));
    }

    /** The same value by a variable and by a file stops the start. */
    @Test
    void noSettingShouldBeGivenTwice() {
        assertThat(environmentNames().map(name -> name.replaceFirst("_FILE$", "")))
                .doesNotHaveDuplicates();
    }

    @Test
    void overlaysShouldChangeKnownSettingsOnly() {
        assertThat(Kustomization.all().stream().flatMap(kustomization -> kustomization.envFiles().stream()))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Manifests.variables(file).keySet())
                        .isNotEmpty()
                        .isSubsetOf(Setting.variables()));
    }

    @Test
    void everySecretShouldBeAFileOfTheMountedSecret() {
        V1VolumeMount mount = mount("secrets");
        List<String> files = secretVariables()
                .map(V1EnvVar::getValue)
                .map(Path::of)
                .peek(file -> assertThat(file.getParent()).isEqualTo(Path.of(mount.getMountPath())))
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(files)
                .hasSize(5)
                .containsExactlyInAnyOrderElementsOf(
                        exampleSecret().getStringData().keySet());
        assertThat(files).containsExactlyInAnyOrderElementsOf(trialSecretFiles());
    }

    @Test
    void secretsShouldRotateWithoutARestart() {
        assertThat(mount("secrets").getSubPath()).isNull();
        assertThat(mount("secrets").getReadOnly()).isTrue();
        assertThat(volume("secrets").getSecret().getSecretName())
                .isEqualTo(exampleSecret().getMetadata().getName());
        assertThat(exampleSecret().getImmutable()).isNull();
    }

    @Test
    void secretsShouldBeReadableForTheUserOfTheProgramOnly() {
        assertThat(volume("secrets").getSecret().getDefaultMode()).isEqualTo(0440);
        assertThat(pod().getSecurityContext().getFsGroup()).isEqualTo(10001);
    }

    @Test
    void onlyTmpShouldBeWritable() {
        assertThat(container().getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(V1VolumeMount::getMountPath)
                .containsExactly("/tmp");
        assertThat(volume("tmp").getEmptyDir().getSizeLimit()).isNotNull();
    }

    @Test
    void theGracePeriodShouldOutlastTheDraining() {
        Map<String, String> environment = Manifests.variables(ENVIRONMENT);
        Duration draining =
                duration(environment.get("WXAUTH_DRAIN_DELAY")).plus(duration(environment.get("WXAUTH_DRAIN_TIMEOUT")));
        assertThat(Duration.ofSeconds(pod().getTerminationGracePeriodSeconds()))
                .isGreaterThanOrEqualTo(draining.plus(CLOSING_MARGIN));
    }

    @Test
    void searchDomainsShouldNotBeTriedForWeChat() {
        assertThat(pod().getDnsConfig().getOptions()).singleElement().satisfies(option -> {
            assertThat(option.getName()).isEqualTo("ndots");
            assertThat(option.getValue()).isEqualTo("2");
        });
    }

    private static void assertProbe(V1Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort()).isEqualTo(new IntOrString("management"));
        assertThat(probe.getHttpGet().getScheme()).isNull();
    }

    private static Map<String, Integer> ports() {
        return container().getPorts().stream()
                .collect(Collectors.toMap(V1ContainerPort::getName, V1ContainerPort::getContainerPort));
    }

    /** From the ConfigMap and from the container itself. */
    private static Stream<String> environmentNames() {
        return Stream.concat(
                Manifests.variables(ENVIRONMENT).keySet().stream(),
                container().getEnv().stream().map(V1EnvVar::getName));
    }

    private static Stream<V1EnvVar> secretVariables() {
        return container().getEnv().stream()
                .filter(variable -> variable.getName().endsWith("_FILE"));
    }

    private static V1Secret exampleSecret() {
        return Manifests.one(Manifests.BASE.resolve("secret.example.yaml"), V1Secret.class);
    }

    private static List<String> trialSecretFiles() {
        return Kustomization.read(Manifests.TRIAL.resolve(Kustomization.FILE_NAME)).secretFiles("wxauth").stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static V1VolumeMount mount(String name) {
        return container().getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static V1Volume volume(String name) {
        return pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** {@code 5s}, {@code 1m}. */
    static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
