package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Node;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The tests of the example's pages, by Node's own runner: on the phone of the library's tests, of which each call is real. */
final class ExamplePages {
    private final Node node = Node.project("example");
    private final ServiceExtension service;

    /** Logs in at this service. */
    ExamplePages(ServiceExtension service) {
        this.service = service;
    }

    /** Installs what draws them; false if the registry could not be reached. */
    boolean install() throws IOException {
        return node.install();
    }

    /** Where a port of this machine is. */
    static String address(String port) {
        return "http://127.0.0.1:" + port;
    }

    /** Runs a file of tests, whose environment says more, and asserts that all pass. */
    void pass(String file, Map<String, String> more) throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of(
                "EXAMPLE", absolute("src/example/miniprogram"),
                "LIBRARY", absolute("src/main/miniprogram"),
                "PHONE", absolute("src/test/resources/node/miniprogram/phone.mjs"),
                "APPID", TestSettings.APPID,
                "SERVICE", service.url(0),
                "WXAUTH", service.url(0),
                "WECHAT", service.wechat().url(),
                "DEVICE_CLIENT", TestSettings.PUBLIC_ID));
        variables.putAll(more);
        Node.Outcome outcome = node.with(variables).script("--test", file);
        assertThat(outcome.status()).as(outcome.output()).isZero();
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }
}
