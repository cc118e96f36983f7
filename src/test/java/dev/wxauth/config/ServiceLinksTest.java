package dev.wxauth.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kubernetes adds to the environment of every pod of a namespace that has a Service of our name. */
class ServiceLinksTest {
    @TempDir
    Path directory;

    /** As a pod of Kubernetes sees a Service {@code wxauth} with one port, and one {@code wxauth-management}. */
    @Test
    void theLinksAreNamedInOneSentenceThatTellsWhatToDo() {
        assertThat(new ConfigFaults(directory)
                        .with("WXAUTH_PORT", "tcp://10.0.0.1:8080")
                        .with("WXAUTH_PORT_8080_TCP", "tcp://10.0.0.1:8080")
                        .with("WXAUTH_PORT_8080_TCP_ADDR", "10.0.0.1")
                        .with("WXAUTH_PORT_8080_TCP_PORT", "8080")
                        .with("WXAUTH_PORT_8080_TCP_PROTO", "tcp")
                        .with("WXAUTH_SERVICE_HOST", "10.0.0.1")
                        .with("WXAUTH_SERVICE_PORT", "8080")
                        .with("WXAUTH_SERVICE_PORT_HTTP", "8080")
                        .with("WXAUTH_MANAGEMENT_PORT", "tcp://10.0.0.2:9090")
                        .with("WXAUTH_MANAGEMENT_SERVICE_HOST", "10.0.0.2")
                        .list())
                .singleElement()
                .asString()
                .startsWith(
                        "WXAUTH_MANAGEMENT_PORT, WXAUTH_MANAGEMENT_SERVICE_HOST, WXAUTH_PORT, WXAUTH_PORT_8080_TCP, ")
                .contains("WXAUTH_SERVICE_PORT_HTTP: ", "Kubernetes' service links", "enableServiceLinks: false")
                .contains("call the Service by a name that does not begin with wxauth");
    }

    @ParameterizedTest
    @CsvSource({
        "WXAUTH_PORT, udp://10.0.0.1:53",
        "WXAUTH_PORT, sctp://10.0.0.1:53",
        "WXAUTH_REDIS_SERVICE_HOST, 10.0.0.1",
        "WXAUTH_REDIS_SERVICE_PORT_REDIS, 6379",
        "WXAUTH_REDIS_PORT, tcp://10.0.0.1:6379",
        "WXAUTH_REDIS_PORT_6379_TCP_PROTO, tcp",
        "WXAUTH_APPS_PORT, tcp://[fd00::1]:6379",
        "WXAUTH_PORT_53_UDP_ADDR, 10.0.0.1",
    })
    void aLinkIsKnownByItsNameOrItsValue(String variable, String value) {
        assertThat(new ConfigFaults(directory).with(variable, value).list())
                .singleElement()
                .asString()
                .startsWith(variable + ": not settings but Kubernetes' service links");
    }

    @ParameterizedTest
    @CsvSource({"WXAUTH_REDIS_PORT, 6379", "WXAUTH_SERVICE, 10.0.0.1", "WXAUTH_PORT_TCP, tcp://10.0.0.1:1"})
    void whatOnlyLooksAlikeIsNoSetting(String variable, String value) {
        assertThat(new ConfigFaults(directory).with(variable, value).list())
                .containsExactly(variable + ": there is no such setting");
    }

    @Test
    void linksOfOtherServicesAreNobodysFault() throws ConfigException {
        ConfigLoader.load(
                new ConfigFaults(directory)
                        .with("SHOP_PORT", "tcp://10.0.0.1:8080")
                        .with("WX_SERVICE_HOST", "10.0.0.1")
                        .environment(),
                directory);
    }
}
