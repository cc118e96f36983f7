package dev.wxauth.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.settings.Setting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages name what is there. */
class SiteTest {
    private static final Path SITE = Path.of("src/site/markdown");
    private static final Path CODE = Path.of("src/main/java/dev/wxauth");
    private static final Path TESTS = Path.of("src/test/java/dev/wxauth");

    /** Two humps at least, or a word that only a class of ours is: a word with one may be anything. */
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)`");

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");
    private static final Pattern SETTING = Pattern.compile("`(WXAUTH_[A-Z_]+)`");
    private static final Pattern NAME = Pattern.compile("`([A-Z_]+)`");
    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "PATCH", "DELETE");
    private static final Pattern ROUTE =
            Pattern.compile("\\b(?:" + String.join("|", METHODS) + ") /[a-z./_{}-]*[a-z}]");
    private static final Pattern SCRIPT = Pattern.compile("`([a-z-]+\\.lua)`");

    /** Of a library, and of the description. */
    private static final Set<String> OTHERS = Set.of("ErrorType", "ErrorCode");

    @ParameterizedTest
    @ValueSource(strings = {"architecture.md", "decisions.md", "contributing.md"})
    void eachClassThatIsNamedExists(String page) throws IOException {
        Set<String> classes = names(CODE, ".java");
        classes.addAll(names(TESTS, ".java"));
        assertThat(found(CLASS, page))
                .isNotEmpty()
                .filteredOn(name -> !classes.contains(name) && !OTHERS.contains(name))
                .as("classes that are not there")
                .isEmpty();
    }

    @Test
    void eachRoomIsNamed() throws IOException {
        String page = Files.readString(SITE.resolve("architecture.md"));
        try (Stream<Path> files = Files.walk(CODE)) {
            assertThat(files.filter(file -> file.endsWith("package-info.java"))
                            .map(Path::getParent)
                            .filter(room -> !room.equals(CODE))
                            .map(room -> CODE.relativize(room).toString().replace('/', '.')))
                    .isNotEmpty()
                    .allSatisfy(room -> assertThat(page).contains("| `" + room + "` |"));
        }
    }

    @Test
    void eachScriptThatIsNamedExists() throws IOException {
        assertThat(found(SCRIPT, "architecture.md"))
                .isNotEmpty()
                .isSubsetOf(names(Path.of("src/main/resources/lua"), "").stream()
                        .map(name -> name + ".lua")
                        .collect(Collectors.toSet()));
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        try (Stream<Path> pages = Files.list(SITE)) {
            assertThat(Stream.concat(Stream.of(Path.of("README.md")), pages)).allSatisfy(SiteTest::assertLinks);
        }
    }

    private static void assertLinks(Path page) throws IOException {
        Path directory = page.toAbsolutePath().getParent();
        assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
                .as(page.toString())
                .allSatisfy(link -> assertThat(directory.resolve(link)).exists());
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/site/markdown/contract.md", "README.md"})
    void eachSettingHasItsRow(String page) throws IOException {
        List<String> rows = Files.readAllLines(Path.of(page)).stream()
                .filter(line -> line.startsWith("| `WXAUTH_"))
                .toList();
        assertThat(Setting.values())
                .extracting(Setting::variable)
                .filteredOn(variable -> rows.stream().noneMatch(row -> isNamed(variable, row)))
                .as("not in the table of settings in " + page)
                .isEmpty();
    }

    /** In full, or shortened behind one that begins alike: {@code `WXAUTH_BREAKER_FAILURES`, `_WINDOW`}. */
    private static boolean isNamed(String variable, String row) {
        List<String> names = NAME.matcher(row.split("\\|", -1)[1])
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        return names.stream()
                .filter(variable::endsWith)
                .anyMatch(name -> names.get(0).startsWith(variable.substring(0, variable.length() - name.length())));
    }

    @Test
    void eachRouteIsPromisedAndNoOther() throws IOException {
        Set<String> promised = promisedRoutes();
        Set<String> described = describedRoutes();
        assertThat(described)
                .filteredOn(route -> !promised.contains(route))
                .as("not in contract.md")
                .isEmpty();
        assertThat(promised)
                .filteredOn(route -> !described.contains(route))
                .as("in contract.md, and not in openapi.json")
                .isEmpty();
    }

    /** Those of the public port, which all sections are of but the fifth; {@code .../sign} is below the user that a route before it names. */
    private static Set<String> promisedRoutes() throws IOException {
        String contract = Files.readString(SITE.resolve("contract.md"))
                .replaceFirst("(?s)\n## 5\\. .*?(?=\n## 6\\. )", "")
                .replace("`.../", "POST /auth/users/{appid}/{openid}/")
                .replace("the path of WXAUTH_DEVICE_URI", "/d");
        return ROUTE.matcher(contract).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is on the management port names its server. */
    private static Set<String> describedRoutes() throws IOException {
        JsonObject paths =
                new JsonObject(Files.readString(Path.of("src/main/resources/openapi.json"))).getJsonObject("paths");
        Set<String> routes = new TreeSet<>();
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            if (!item.containsKey("servers")) {
                METHODS.stream()
                        .filter(method -> item.containsKey(method.toLowerCase(Locale.ROOT)))
                        .forEach(method -> routes.add(method + " " + path));
            }
        }
        return routes;
    }

    @Test
    void eachSettingThatOperatorsAreToldOfExists() throws IOException {
        assertThat(found(SETTING, "operations.md")).isNotEmpty().isSubsetOf(Setting.variables());
        assertThat(found(SETTING, "runbook.md")).isNotEmpty().isSubsetOf(Setting.variables());
    }

    private static Set<String> found(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(SITE.resolve(page)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix) && name.contains("."))
                    .map(name -> name.substring(0, name.lastIndexOf('.')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
