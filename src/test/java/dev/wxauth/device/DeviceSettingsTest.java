package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.grant.DeviceUri;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be set for other devices, and what is a fault. */
class DeviceSettingsTest {
    private static final String HOST = "https://login.example.com";

    @TempDir
    Path directory;

    private final Map<String, String> environment = TestSettings.create("redis://localhost:6379", "http://localhost:1");

    private Configuration load() throws Exception {
        return ConfigLoader.load(environment, directory);
    }

    private String fault() {
        Throwable failure = catchThrowable(this::load);
        assertThat(failure).isNotNull();
        return failure.getMessage();
    }

    @Test
    void nothingIsOnWithoutAnAddress() throws Exception {
        environment.remove("WXAUTH_DEVICE_URI");
        Configuration configuration = load();
        assertThat(configuration.device().uri()).isEmpty();
        assertThat(configuration.device().ttl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(configuration.device().liveScanOnly()).isTrue();
        assertThat(configuration.device().typed()).isFalse();
        assertThat(configuration.device().checkFile()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.example.com/d",
                "https://login.example.com:8443/a/b-c/d.e~f",
                "http://127.0.0.1:8080/d",
                "http://localhost/d",
                "https://login.example.com/auth/d",
                "https://login.example.com/authority"
            })
    void goodAddressesAreTaken(String uri) throws Exception {
        environment.put("WXAUTH_DEVICE_URI", uri);
        assertThat(load().device().uri().map(DeviceUri::text)).contains(uri);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WXAUTH_DEVICE_URI|https://login.example.com",
                "WXAUTH_DEVICE_URI|https://login.example.com/",
                "WXAUTH_DEVICE_URI|https://login.example.com/d/",
                "WXAUTH_DEVICE_URI|https://login.example.com//d",
                "WXAUTH_DEVICE_URI|https://login.example.com/a/../d",
                "WXAUTH_DEVICE_URI|https://login.example.com/%64",
                "WXAUTH_DEVICE_URI|https://login.example.com/d?x=y",
                "WXAUTH_DEVICE_URI|https://login.example.com/d#x",
                "WXAUTH_DEVICE_URI|https://user@login.example.com/d",
                "WXAUTH_DEVICE_URI|http://login.example.com/d",
                "WXAUTH_DEVICE_URI|ftp://localhost/d",
                "WXAUTH_DEVICE_URI|weixin://dl/business",
                "WXAUTH_DEVICE_URI|/d",
                "WXAUTH_DEVICE_TTL|0s",
                "WXAUTH_DEVICE_TTL|120",
                "WXAUTH_DEVICE_SESSION_TTL|0s",
                "WXAUTH_DEVICE_SESSION_MAX_AGE|x",
                "WXAUTH_DEVICE_LIVE_SCAN|sometimes",
                "WXAUTH_DEVICE_TYPED|yes",
                "WXAUTH_DEVICE_TYPED|true",
                "WXAUTH_DEVICE_CHECK_FILE|name",
                "WXAUTH_DEVICE_CHECK_FILE|=content",
                "WXAUTH_DEVICE_CHECK_FILE|a/b=content",
                "WXAUTH_DEVICE_CHECK_FILE|..=content",
                "WXAUTH_DEVICE_CHECK_FILE|d=content",
                "WXAUTH_DEVICE_CHECK_FILE|openapi.json=content",
                "WXAUTH_CLIENTS|web::",
                "WXAUTH_CLIENTS|web::introspect",
                "WXAUTH_CLIENTS|web::device+introspect",
                "WXAUTH_CLIENTS|web: :device",
                "WXAUTH_CLIENTS|web::device,web:secret:device",
                "WXAUTH_CLIENTS|web:secret:device,web::device",
                "WXAUTH_CLIENTS|w b:secret:device",
            })
    void aBadValueIsAFaultThatNamesTheSetting(String variable, String value) {
        environment.put(variable, value);
        assertThat(fault()).contains("1 fault:", variable + ": ");
    }

    /** The page must hide no route of ours, whichever there are, on either port. */
    @Test
    void noRouteOfOursIsTaken() throws Exception {
        JsonObject paths =
                new JsonObject(Files.readString(Path.of("src/main/resources/openapi.json"))).getJsonObject("paths");
        assertThat(paths.fieldNames())
                .filteredOn(path -> !path.equals("/d"))
                .hasSizeGreaterThan(20)
                .allSatisfy(path -> {
                    for (String below : new String[] {"", "/below"}) {
                        environment.put("WXAUTH_DEVICE_URI", HOST + path.replaceAll("[{}]", "") + below);
                        assertThat(fault()).as(path).contains("WXAUTH_DEVICE_URI: ", "is a route of this service");
                    }
                });
        environment.put("WXAUTH_DEVICE_URI", HOST + "/auth");
        assertThat(fault()).contains("WXAUTH_DEVICE_URI: ");
    }

    @Test
    void theCheckFileMayComeFromAFileLikeAnySetting() throws Exception {
        Path file = Files.writeString(directory.resolve("check"), "Ab.txt=12=3\n");
        environment.put("WXAUTH_DEVICE_CHECK_FILE_FILE", file.toString());
        assertThat(load().device().checkFile().orElseThrow().content()).isEqualTo("12=3");
    }

    @Test
    void aPublicClientMayStandTwice() throws Exception {
        environment.put("WXAUTH_CLIENTS", "web::device,web::device");
        assertThat(load().clients().get().find("web").orElseThrow().isPublic()).isTrue();
    }
}
