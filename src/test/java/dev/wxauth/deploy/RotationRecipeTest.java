package dev.wxauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on operations says about rotating secrets, run as it is printed, on files that the script of the trial made. */
class RotationRecipeTest {
    private static final String SCRIPT =
            Manifests.TRIAL.resolve("make-secrets.sh").toAbsolutePath().toString();

    /** The first block of the shell below the heading. */
    private static final Pattern RECIPE = Pattern.compile("(?s)\n## Rotating secrets\n.*?```sh\n(.*?)```");

    private static final Pattern LINE = Pattern.compile("`([^`\n]*\\bput ([a-z-]+) [^`\n]*)`");
    private static final Set<PosixFilePermission> ODD = PosixFilePermissions.fromString("r--r-----");

    private final String page = Manifests.text(Path.of("src/site/markdown/operations.md"));

    @TempDir
    Path directory;

    @BeforeEach
    void makeSecrets() throws Exception {
        assumeTrue(
                shell("openssl version && jq --version && chown --version").isWell(),
                "openssl, jq or GNU's chown is missing");
        shell(SCRIPT + " made").assertWell();
        directory = directory.resolve("made");
    }

    /** What a shell came to. */
    private record Outcome(int status, String output) {
        boolean isWell() {
            return status == 0;
        }

        void assertWell() {
            assertThat(status).as(output).isZero();
        }
    }

    @Test
    void eachLineShouldPutTheNewSecretBesideTheOldOne() throws Exception {
        Map<String, String> before = contents();
        for (MatchResult line : lines()) {
            recipe("umask 000", line.group(1)).assertWell();
        }
        Map<String, String> after = contents();
        assertThat(after).hasSameSizeAs(before);
        Stream.of("apps", "clients", "master-keys")
                .forEach(file -> assertThat(after.get(file)).contains(before.get(file)));
        assertThat(after.get("signing-keys"))
                .matches("\\{\"keys\":\\[\\{.*},\\{.*}]}")
                .endsWith(keys(before) + "]}");
        assertThat(after.get("apps")).endsWith(",APPID:NEW");
    }

    private static String keys(Map<String, String> contents) {
        return contents.get("signing-keys").replaceAll("^\\{\"keys\":\\[|]}$", "");
    }

    @Test
    void aFileShouldKeepItsMode() throws Exception {
        Files.setPosixFilePermissions(directory.resolve("apps"), ODD);
        Set<PosixFilePermission> narrow = Files.getPosixFilePermissions(directory.resolve("clients"));
        assertThat(narrow).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        for (MatchResult line : lines()) {
            recipe("umask 000", line.group(1)).assertWell();
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("apps"))).isEqualTo(ODD);
        assertThat(Files.getPosixFilePermissions(directory.resolve("clients"))).isEqualTo(narrow);
    }

    /** Root may read everything, so the commands that read fail by themselves, and half way. */
    @Test
    void whatCannotBeReadShouldStayAsItWas() throws Exception {
        assertNothingIsPut("cat() { printf part; return 1; }; jq() { printf part; return 2; }");
    }

    @Test
    void whatCannotBeLeftToItsUserShouldStayAsItWas() throws Exception {
        assertNothingIsPut("chown() { return 1; }");
        assertNothingIsPut("chmod() { return 1; }");
        assertNothingIsPut("mv() { return 1; }");
    }

    @Test
    void anEmptyFileShouldBeNoSecretThatIsKept() throws Exception {
        for (MatchResult line : lines().subList(0, 4)) {
            Files.writeString(directory.resolve(line.group(2)), "");
            assertThat(recipe("", line.group(1)).isWell()).as(line.group(1)).isFalse();
            assertThat(directory.resolve(line.group(2))).isEmptyFile();
        }
        assertThat(recipe("", "put clients ''").isWell()).isFalse();
        assertThat(recipe("", "put clients ,a:b:c").isWell()).isFalse();
    }

    private void assertNothingIsPut(String trouble) throws Exception {
        Map<String, String> before = contents();
        for (MatchResult line : lines().subList(0, 4)) {
            assertThat(recipe(trouble, line.group(1)).isWell())
                    .as(line.group(1))
                    .isFalse();
        }
        assertThat(contents()).isEqualTo(before);
    }

    /** The first four read what is there. */
    private List<MatchResult> lines() {
        List<MatchResult> lines = LINE.matcher(page).results().toList();
        assertThat(lines)
                .extracting(line -> line.group(2))
                .containsExactly("apps", "clients", "master-keys", "signing-keys", "redis-url", "redis-password");
        return lines;
    }

    private Outcome recipe(String before, String line) throws Exception {
        String recipe = RECIPE.matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .replace("/path/to/wxauth", Path.of("").toAbsolutePath().toString());
        return shell(recipe + before + "\n" + line);
    }

    private Outcome shell(String commands) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", commands)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(shell.waitFor(), output);
    }

    /** Of the files alone: what a failed attempt at a signing key leaves lies in a directory. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> contents.put(file.getFileName().toString(), Manifests.text(file)));
        }
        return contents;
    }
}
