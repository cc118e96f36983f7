package dev.wxauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.wxauth.support.Promtool;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts fire on their faults and are silent otherwise, in Prometheus' own opinion; where its tool is not installed, that
 * is skipped.
 */
class AlertsTest {
    private static final Path TESTS = Path.of("src/test/resources/monitoring");
    private static final List<String> FILES = List.of("alerts.yaml", "alerts-after-a-day.yaml");
    private static final Pattern GROUP = Pattern.compile("(?m)^  - name: (Wxauth\\w+)$");
    private static final Pattern FIRED = Pattern.compile("alertname=\"(Wxauth\\w+)\"}'");

    @TempDir
    Path directory;

    @Test
    void everyAlertShouldBeTestedByItsName() {
        List<String> alerts = Alert.all().stream().map(Alert::name).toList();
        assertThat(found(GROUP)).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(FILES)
                .allSatisfy(file -> assertThat(alerts)
                        .containsSubsequence(found(GROUP, file).toList()));
        assertThat(found(FIRED)).containsAll(alerts);
    }

    @Test
    void prometheusShouldTakeTheRules() throws IOException {
        write("rules.yaml", Alert.spec().toString());
        assertThat(promtool("check", "rules", "rules.yaml"))
                .contains("SUCCESS: " + Alert.all().size() + " rules found");
    }

    @Test
    void everyAlertShouldFireOnItsFaultAndBeSilentOtherwise() throws IOException {
        write("rules.yaml", Alert.spec().toString());
        for (String file : FILES) {
            write(file, Manifests.text(TESTS.resolve(file)));
            assertThat(promtool("test", "rules", file)).contains("SUCCESS").doesNotContain("FAILED");
        }
    }

    @Test
    void prometheusShouldTakeTheQueriesOfTheDashboardAndTheRunbook() throws IOException {
        List<Query> queries = queries().toList();
        write("queries.yaml", rules(queries).toString());
        assertThat(promtool("check", "rules", "queries.yaml")).contains("SUCCESS: " + queries.size() + " rules found");
    }

    private static Stream<Query> queries() {
        return Stream.concat(
                Dashboard.read().panels().stream().flatMap(panel -> panel.queries().stream()),
                Runbook.read().queries().stream());
    }

    /** A file of rules is what the tool reads queries from. */
    private static JsonObject rules(List<Query> queries) {
        JsonArray rules = new JsonArray();
        queries.forEach(query -> rules.add(rule("query_" + rules.size(), query)));
        JsonObject group = new JsonObject();
        group.addProperty("name", "queries");
        group.add("rules", rules);
        JsonArray groups = new JsonArray();
        groups.add(group);
        JsonObject file = new JsonObject();
        file.add("groups", groups);
        return file;
    }

    private static JsonObject rule(String name, Query query) {
        JsonObject rule = new JsonObject();
        rule.addProperty("record", name);
        rule.addProperty("expr", query.text());
        return rule;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private String promtool(String command, String what, String file) throws IOException {
        Process process = Promtool.start(
                Redirect.INHERIT, command, what, directory.resolve(file).toString());
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Stream<String> found(Pattern pattern) {
        return FILES.stream().flatMap(file -> found(pattern, file));
    }

    private static Stream<String> found(Pattern pattern, String file) {
        return pattern.matcher(Manifests.text(TESTS.resolve(file)))
                .results()
                .map((MatchResult match) -> match.group(1));
    }
}
