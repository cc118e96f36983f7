package dev.wxauth.miniprogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.Node;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The mini program's library, as it is published, in Node's own test runner: on phones that play WeChat's limits, against the
 * running service.
 */
@EnabledIf(value = "dev.wxauth.support.Node#isInstalled", disabledReason = "there is no Node.js with npm")
class ClientLibraryTest {
    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().sideBySide().instances(2).with("WXAUTH_BREAKER_FAILURES", "1000");

    private static final String PROJECT = "miniprogram";
    private static final Path LIBRARY = Path.of("src/main/miniprogram");

    /** Needs packages from npm; all others need nothing. */
    private static final String TOOLS = "package.test.mjs";

    /** They wait more than they work, so more run at once than there are cores. */
    private static final String AT_ONCE = "--test-concurrency=4";

    private static Hand hand;

    @BeforeAll
    static void reachOut() {
        hand = new Hand(service);
    }

    @AfterAll
    static void letGo() {
        hand.close();
    }

    @Test
    void itKeepsItsPromises() throws IOException {
        runs(Node.project(PROJECT), files());
    }

    @Test
    void itIsPublishedWhole() throws IOException {
        Node node = Node.project(PROJECT);
        assumeTrue(node.install(), "npm could not install TypeScript, terser and WeChat's typings");
        runs(node, List.of(TOOLS));
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/node", PROJECT))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".test.mjs") && !name.equals(TOOLS))
                    .sorted()
                    .toList();
        }
    }

    private static void runs(Node node, List<String> files) throws IOException {
        Node.Outcome outcome = node.with(Map.of(
                        "LIBRARY", LIBRARY.toAbsolutePath().toString(),
                        "WXAUTH", service.url(0) + " " + service.url(1),
                        "WECHAT", service.wechat().url(),
                        "HAND", hand.url(),
                        "DEVICE_CLIENT", TestSettings.PUBLIC_ID))
                .script(
                        "--test",
                        Stream.concat(Stream.of(AT_ONCE), files.stream()).toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.output()).isZero();
    }
}
