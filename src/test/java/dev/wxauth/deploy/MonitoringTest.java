package dev.wxauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wxauth.server.ManagementRouter;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What watches the service looks where it is, and whoever is woken finds a page that says what to do. */
class MonitoringTest {
    private final Kustomization component = Kustomization.read(Manifests.MONITORING.resolve(Kustomization.FILE_NAME));
    private final Runbook runbook = Runbook.read();
    private final List<Alert> alerts = Alert.all();
    private final Dashboard dashboard = Dashboard.read();

    @Test
    void thePodsShouldBeAskedWhereTheyAnswer() {
        JsonObject spec = Manifests.documents(Manifests.MONITORING.resolve("podmonitor.yaml"))
                .get(0)
                .getAsJsonObject("spec");
        assertThat(spec.getAsJsonObject("selector").getAsJsonObject("matchLabels"))
                .hasToString("{\"app.kubernetes.io/name\":\"wxauth\"}");
        assertThat(Manifests.deployment().getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry(spec.get("jobLabel").getAsString(), "wxauth");
        JsonObject endpoint = spec.getAsJsonArray("podMetricsEndpoints").get(0).getAsJsonObject();
        assertThat(endpoint.get("path").getAsString()).isEqualTo(ManagementRouter.METRICS);
        assertThat(Manifests.container().getPorts())
                .filteredOn(port -> port.getContainerPort().equals(Manifests.MANAGEMENT_PORT))
                .extracting(V1ContainerPort::getName)
                .containsExactly(endpoint.get("port").getAsString());
    }

    @Test
    void theDashboardShouldBeFoundByTheSidecarUnderAFixedName() {
        assertThat(component.generators("configMapGenerator")).singleElement().satisfies(generator -> {
            JsonObject options = generator.getAsJsonObject("options");
            assertThat(options.getAsJsonObject("labels")
                            .get("grafana_dashboard")
                            .getAsString())
                    .isEqualTo("1");
            assertThat(options.get("disableNameSuffixHash").getAsBoolean()).isTrue();
        });
    }

    @Test
    @EnabledIf(
            value = "dev.wxauth.deploy.OverlayCopy#isPossible",
            disabledReason = "there is no kubectl with kustomize 5 or later")
    void anOverlayShouldTakeIt(@TempDir Path directory) {
        OverlayCopy copy = new OverlayCopy(directory).filled();
        List<String> without = BuiltOverlay.of(copy.build()).kinds();
        BuiltOverlay with = BuiltOverlay.of(copy.watched().build());
        assertThat(with.objects()).hasSize(without.size() + 3).allSatisfy(ForeignModel::readAny);
        assertThat(with.kinds()).contains("PodMonitor", "PrometheusRule");
        assertThat(with.one("PodMonitor").getAsJsonObject("metadata").get("namespace"))
                .isEqualTo(with.one("Deployment").getAsJsonObject("metadata").get("namespace"));
    }

    @Test
    void everyAlertShouldSayHowUrgentItIsAndWhatToDo() {
        assertThat(alerts).hasSizeGreaterThan(20).allSatisfy(alert -> {
            assertThat(alert.severity()).isIn("page", "ticket");
            assertThat(alert.annotation("summary")).endsWith(".");
            assertThat(alert.annotation("description")).isNotBlank();
            assertThat(alert.annotation("runbook_url"))
                    .endsWith("/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
        });
        assertThat(alerts).extracting(Alert::name).doesNotHaveDuplicates();
    }

    @Test
    void theRunbookShouldHaveEachAlertAndNoOther() {
        assertThat(runbook.alerts())
                .containsExactlyElementsOf(alerts.stream().map(Alert::name).toList());
        assertThat(runbook.links())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(runbook.anchors()).contains(link));
    }

    @Test
    void everyPanelShouldShowSomethingInAUnit() {
        assertThat(dashboard.panels())
                .hasSizeGreaterThan(20)
                .allSatisfy(panel -> {
                    assertThat(panel.unit()).as(panel.title()).isNotBlank();
                    assertThat(panel.queries()).as(panel.title()).isNotEmpty();
                    assertThat(panel.end()).as(panel.title()).isBetween(1, 24);
                    assertThat(panel.targets())
                            .allSatisfy(target -> assertThat(target.getAsJsonObject("datasource")
                                            .get("uid")
                                            .getAsString())
                                    .isEqualTo("${datasource}"));
                })
                .extracting(Dashboard.Panel::title)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyDatasourceShouldBeTheChosenOne() {
        assertThat(dashboard.json().toString().split("\"uid\":\"\\$\\{datasource}\"", -1))
                .hasSameSizeAs(dashboard.json().toString().split("\"datasource\":\\{", -1));
        assertThat(dashboard.variables())
                .extracting(variable -> variable.get("name").getAsString())
                .containsExactly("datasource", "namespace", "pod");
    }
}
