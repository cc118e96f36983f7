package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.development.DevelopmentProgram;
import dev.wxauth.readme.Shell.Call;
import dev.wxauth.readme.Shell.Result;
import dev.wxauth.support.Node;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every command of the README, pasted from top to bottom against the server that its first command starts. */
@EnabledIf(value = "dev.wxauth.readme.Shell#isComplete", disabledReason = "bash, curl, sed or openssl is missing")
class ReadmeTest {
    /** Why a block is not run here; all other blocks of the shell are. */
    private static final Set<String> REASONS = Set.of(
            "starts the server", "starts a shop", "runs the tests", "needs a cluster", "takes a quarter of an hour");

    private static final Pattern STATUS = Pattern.compile("`([1-5]\\d\\d)`");
    private static final Pattern QUOTED = Pattern.compile("`(\\{[^`]*})`");
    private static final int PORT = Ports.free();
    private static final int MANAGEMENT_PORT = Ports.free();

    private static Program server;
    private static String printed;
    private static String simulator;
    private static List<Readme.Block> blocks;
    private static List<Result> results;

    @BeforeAll
    static void pasteEverything() throws Exception {
        server = DevelopmentProgram.start(PORT, MANAGEMENT_PORT);
        DevelopmentProgram.awaitServing(server);
        printed = server.output();
        simulator = printed.replaceFirst("(?s).*by a simulator on http://(\\S+)\\.\n.*", "$1");
        blocks = Readme.blocks().stream().filter(Readme.Block::isRun).toList();
        results = Shell.paste(blocks.stream().map(block -> atOurs(block.text())).toList());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The same at the addresses of this test, since the usual ports may be taken. */
    private static String atOurs(String text) {
        return text.replaceAll("(http://)?localhost:8080", "http://localhost:" + PORT)
                .replace("localhost:9090", "localhost:" + MANAGEMENT_PORT)
                .replace("127.0.0.1:8070", simulator);
    }

    /** A status that the text before a block names is that of the block's last call; all other calls succeed. */
    @Test
    void everyCallSucceedsOrIsAnsweredAsTheTextSays() {
        assertThat(results).hasSizeGreaterThan(15);
        for (int i = 0; i < results.size(); i++) {
            List<Integer> statuses =
                    results.get(i).calls().stream().map(Call::status).toList();
            List<Integer> named = STATUS.matcher(blocks.get(i).before())
                    .results()
                    .map(status -> Integer.parseInt(status.group(1)))
                    .toList();
            int succeeding = statuses.size() - named.size();
            assertThat(statuses.subList(0, succeeding))
                    .as(results.get(i).toString())
                    .allMatch(status -> status / 100 == 2);
            assertThat(statuses.subList(succeeding, statuses.size()))
                    .as(results.get(i).toString())
                    .isEqualTo(named);
        }
    }

    @Test
    void whatTheTextQuotesIsInTheOutput() {
        for (int i = 0; i < results.size(); i++) {
            String output = results.get(i).output();
            assertThat(QUOTED.matcher(blocks.get(i).before()).results())
                    .allSatisfy(quoted -> assertThat(output).contains(quoted.group(1)));
        }
        assertThat(blocks).anyMatch(block -> QUOTED.matcher(block.before()).find());
    }

    /** What a body without a newline would leave: a prompt, or the next answer, in the midst of its line. */
    @Test
    void everyOutputEndsItsLine() {
        assertThat(results)
                .extracting(Result::output)
                .allMatch(output -> output.isEmpty() || output.endsWith("\n"))
                .allSatisfy(output -> assertThat(output).doesNotContainPattern("[^\n]HTTP/1\\.1"));
    }

    /** Whose output goes into a file would find a meter in it. */
    @Test
    void noCallShowsItsProgress() {
        assertThat(Readme.blocks("sh").map(Readme.Block::text))
                .allSatisfy(block -> assertThat(block).doesNotContainPattern("curl (?!-s )"));
        assertThat(printed).contains("curl -s ").doesNotContainPattern("curl (?!-s )");
    }

    @Test
    void everyRouteIsCalled() throws Exception {
        JsonObject paths =
                new JsonObject(Files.readString(Path.of("src/main/resources/openapi.json"))).getJsonObject("paths");
        Set<String> called = results.stream()
                .flatMap(result -> result.calls().stream())
                .map(call ->
                        call.method() + " " + template(URI.create(call.url()).getPath(), paths))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = paths.stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .fieldNames().stream()
                                .filter(Set.of("get", "put", "post", "delete")::contains)
                                .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
        assertThat(documented)
                .isNotEmpty()
                .filteredOn(route -> !called.contains(route))
                .as("not called by any block of README.md")
                .isEmpty();
    }

    private static String template(String path, JsonObject paths) {
        return paths.fieldNames().stream()
                .filter(template -> path.matches(template.replaceAll("\\{[^}]+}", "[^/]+")))
                .findFirst()
                .orElse(path);
    }

    @Test
    void theCommandsThatTheServerPrintsBeginLikeThePagesAndRunToo() throws Exception {
        assertThat(printed).contains(atOurs(blocks.get(0).text()));
        String commands = printed.replaceFirst("(?s).*?\n(# Log in .*)\nREADME\\.md.*", "$1");
        List<Result> pasted = Shell.paste(List.of(commands));
        assertThat(pasted.get(0).calls()).hasSize(6).allMatch(call -> call.status() / 100 == 2, pasted.toString());
        assertThat(pasted.get(0).output()).contains("\"active\":true", "{\"active\":false}", "+OK");
    }

    @Test
    void whatIsNotRunSaysWhy() {
        assertThat(Readme.blocks("sh").map(Readme.Block::notRun).filter(reason -> reason != null))
                .hasSize(6)
                .allMatch(REASONS::contains);
        assertThat(Readme.blocks())
                .extracting(Readme.Block::language)
                .isSubsetOf("sh", "mermaid", "yaml", "java", "js", "acl");
    }

    @Test
    void theTrialsImageIsBuiltUnderTheNameThatTheTrialGivesIt() throws Exception {
        String trial = Files.readString(Path.of("k8s/overlays/trial/kustomization.yaml"));
        String tag = trial.replaceFirst("(?s).*newTag: (\\S+).*", "$1");
        assertThat(Readme.blocks("sh").map(Readme.Block::text))
                .anyMatch(block -> block.startsWith("docker build -t wxauth:" + tag + " .\n"));
    }

    @Test
    @EnabledIf("dev.wxauth.support.Node#isInstalled")
    void theDiagramCanBeDrawn() throws Exception {
        Node node = Node.project("diagram");
        assumeTrue(node.install(), "npm could not install mermaid");
        List<Readme.Block> diagrams = Readme.blocks("mermaid").toList();
        assertThat(diagrams).hasSize(1);
        Node.Outcome outcome = node.script("parse.mjs", diagrams.get(0).text());
        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("sequence");
    }
}
