package dev.wxauth.deploy;

import static dev.wxauth.deploy.Compose.strings;
import static dev.wxauth.deploy.Manifests.MANAGEMENT_PORT;
import static dev.wxauth.deploy.Manifests.PUBLIC_PORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import dev.wxauth.config.ConfigLoader;
import dev.wxauth.server.ManagementRouter;
import dev.wxauth.settings.Setting;
import io.kubernetes.client.openapi.models.V1Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for those without Kubernetes gives the program what it asks for, and the world no more than the API. */
class ComposeTest {
    private static final String SECRETS = "/etc/wxauth/secrets";
    private static final Path SCRIPT = Manifests.TRIAL.resolve("make-secrets.sh");

    private final Compose compose = Compose.read();
    private final JsonObject wxauth = compose.service("wxauth");
    private final JsonObject redis = compose.service("wxauth-redis");

    @Test
    void everyVariableShouldBeASettingOfTheProgram() {
        assertThat(compose.environment().keySet().stream().map(ComposeTest::setting))
                .hasSize(8)
                .doesNotHaveDuplicates()
                .isSubsetOf(Setting.variables());
    }

    @Test
    void everySecretShouldBeAFileThatTheScriptMakes() {
        V1Secret shape = Manifests.one(Manifests.BASE.resolve("secret.example.yaml"), V1Secret.class);
        assertThat(secretFiles().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(shape.getStringData().keySet())
                .allSatisfy(name -> assertThat(Manifests.text(SCRIPT)).contains("\nput " + name + " "));
        assertThat(secretFiles()).allMatch(file -> file.startsWith(SECRETS));
        assertThat(strings(wxauth, "volumes")).containsExactly("./secrets:" + SECRETS + ":ro");
    }

    @Test
    void theProgramShouldTakeTheSettingsWithTheSecretsOfTheScript(@TempDir Path directory) throws Exception {
        Process script = new ProcessBuilder("sh", "-c", "command -v openssl && " + SCRIPT + " " + directory)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(script.waitFor(30, TimeUnit.SECONDS) && script.exitValue() == 0, "sh or openssl is missing");
        Map<String, String> environment = compose.environment().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, variable -> variable.getValue().replace(SECRETS, directory.toString())));
        environment.put("WXAUTH_ISSUER", "https://auth.example.com");
        assertThat(ConfigLoader.load(environment, Path.of("")).http().port()).isEqualTo(PUBLIC_PORT);
        assertThat(Files.readString(directory.resolve("redis-url"))).contains("@wxauth-redis:6379");
    }

    @Test
    void onlyThePublicPortShouldBePublishedAndToThisMachineAlone() {
        assertThat(strings(wxauth, "ports")).containsExactly("127.0.0.1:" + PUBLIC_PORT + ":" + PUBLIC_PORT);
        assertThat(redis.has("ports")).isFalse();
        assertThat(strings(redis, "networks")).containsExactly("back");
        assertThat(network("back").get("internal").getAsBoolean()).isTrue();
    }

    @Test
    void theProxyOfThisMachineShouldBeTrusted() {
        String subnet = network("front")
                .getAsJsonObject("ipam")
                .getAsJsonArray("config")
                .get(0)
                .getAsJsonObject()
                .get("subnet")
                .getAsString();
        assertThat(compose.environment()).containsEntry("WXAUTH_TRUSTED_PROXIES", subnet.replace(".0/24", ".1"));
    }

    @Test
    void whatHasNoDefaultShouldStopCompose() {
        assertThat(List.of(
                        wxauth.get("image").getAsString(), compose.environment().get("WXAUTH_ISSUER")))
                .allMatch(value -> value.matches("\\$\\{WXAUTH_[A-Z]+:\\?.+}"));
    }

    @Test
    void everyContainerShouldBeUnprivilegedAndLimited() {
        assertThat(compose.services()).hasSize(2).allSatisfy(service -> {
            assertThat(service.get("restart").getAsString()).isEqualTo("unless-stopped");
            assertThat(service.get("read_only").getAsBoolean()).isTrue();
            assertThat(strings(service, "cap_drop")).containsExactly("ALL");
            assertThat(strings(service, "security_opt")).containsExactly("no-new-privileges:true");
            assertThat(service.keySet()).contains("cpus", "mem_limit", "pids_limit", "healthcheck");
            assertThat(service.getAsJsonObject("logging")
                            .getAsJsonObject("options")
                            .keySet())
                    .containsExactlyInAnyOrder("max-size", "max-file");
        });
        assertThat(strings(wxauth, "tmpfs"))
                .singleElement()
                .satisfies(tmp -> assertThat(tmp).startsWith("/tmp:exec,"));
    }

    @Test
    void theHealthCheckShouldAskWhetherTheProgramIsReady() {
        assertThat(wxauth.getAsJsonObject("healthcheck").get("test").toString())
                .contains("/dev/tcp/127.0.0.1/" + MANAGEMENT_PORT, "GET " + ManagementRouter.READY + " HTTP/1.0");
    }

    @Test
    void theGracePeriodShouldOutlastTheDraining() {
        Duration timeout = PodTest.duration(
                Manifests.variables(Manifests.BASE.resolve("wxauth.env")).get("WXAUTH_DRAIN_TIMEOUT"));
        Duration draining = timeout.plus(PodTest.duration(compose.environment().get("WXAUTH_DRAIN_DELAY")));
        assertThat(PodTest.duration(wxauth.get("stop_grace_period").getAsString()))
                .isGreaterThanOrEqualTo(draining.plusSeconds(5));
    }

    @Test
    void redisShouldForgetNothingAndShowItsPasswordToNobody() {
        String command = redis.get("command").toString();
        assertThat(command)
                .contains("\\nappendonly yes\\n", "\\nmaxmemory-policy noeviction\\n")
                .contains("exec redis-server - ", "\\nrequirepass $$(cat /run/secrets/redis-password)\\n")
                .contains("\\nmaxmemory 512mb\\n")
                .doesNotContain("--requirepass");
        assertThat(redis.get("mem_limit").getAsString()).isEqualTo("1g");
        assertThat(strings(redis, "volumes"))
                .contains("redis:/data", "./secrets/redis-password:/run/secrets/redis-password:ro");
    }

    private Stream<Path> secretFiles() {
        return compose.environment().entrySet().stream()
                .filter(variable -> variable.getKey().endsWith("_FILE"))
                .map(variable -> Path.of(variable.getValue()));
    }

    private JsonObject network(String name) {
        return compose.json().getAsJsonObject("networks").getAsJsonObject(name);
    }

    private static String setting(String variable) {
        return variable.replaceFirst("_FILE$", "");
    }
}
