package dev.wxauth.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the configuration file is told by its place and never by its text. */
class YamlFileTest {
    @TempDir
    Path directory;

    private ConfigFaults faults(byte[] content) throws IOException {
        Files.createDirectories(directory.resolve("conf"));
        Files.write(directory.resolve("conf/config.yaml"), content);
        return new ConfigFaults(directory);
    }

    private ConfigFaults faults(String content) throws IOException {
        return faults(content.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 1\\nport: 2|2|1",
                "- port|1|1",
                "hunter2|1|1",
                "redis: {url: a}\\nredis_url: b|2|1",
                "redis: {url: a}\\nredis: {type: cluster}|2|1",
                "port: 1\\n\\thost: x|2|1",
                "port: 1\\nhost: [a|3|10",
                "host: a: b|1|8",
                "port: 1\\n host: x|2|6",
                "apps: *hunter2|1|7",
                "apps: \"hunter2\\q\"|1|16",
                "apps: !hunter2 x|1|7",
                "port: !!int 1|1|7",
                "port: 1\\n---\\nport: 2|2|1",
                "x: &a {b: c}\\ny: *a|1|4",
                "apps: &a {b: *a}|1|7",
                "apps: [[a]]|1|8",
                "apps: {wx0123456789abcdef:hunter2}|1|8",
                "clients:\\n  web:hunter2:device: 1|2|3",
                "apps:wx0123456789abcdef:hunter2: x|1|1",
                "hunter2/hunter2: 1|1|1",
                "[a]: b|1|1",
                "port: 1\\nhost: a\u0007b|2|8",
                "port: 1\\nhost: 密\uFFFDb|2|8",
            })
    void aMistakeIsNamedByLineAndColumn(String content, int line, int column) throws IOException {
        String place = "the configuration file conf/config.yaml, line " + line + ", column " + column + ": ";
        assertThat(faults(content.replace("\\n", "\n").replace("\\t", "\t") + "\n# hunter2")
                        .list())
                .anyMatch(fault -> fault.startsWith(place))
                .noneMatch(fault -> fault.contains("hunter2"));
    }

    /** The end of the file is where it is noticed, and says little. */
    @Test
    void whereAnOpenBracketOrQuoteBeganIsNamedToo() throws IOException {
        assertThat(faults("port: 1\nhost: [a\n").list())
                .containsExactly(
                        "the configuration file conf/config.yaml, line 3, column 1: cannot be read as YAML, in what"
                                + " begins in line 2, column 7");
        assertThat(faults("port: 1\nhost: \"a\nclients: b\n").list())
                .containsExactly(
                        "the configuration file conf/config.yaml, line 4, column 1: cannot be read as YAML, in what"
                                + " begins in line 2, column 7");
    }

    @Test
    void everyMistakeIsNamedAtOnce() throws IOException {
        assertThat(faults("port: 1\nport: 2\napps: [[a]]\nhost: !x y\n").list())
                .extracting(fault -> fault.replaceFirst(".*, line (\\d+), .*", "$1"))
                .containsExactly("2", "3", "4");
    }

    @Test
    void aByteThatIsNoUtf8IsNamedByItsPlace() throws IOException {
        assertThat(faults("audience: é\n".getBytes(StandardCharsets.ISO_8859_1)).list())
                .containsExactly(
                        "the configuration file conf/config.yaml, line 1, column 11: has a byte that is no text"
                                + " in UTF-8");
    }

    @Test
    void theFileHasTheNameThatTheOperatorGaveIt() throws IOException {
        Files.writeString(directory.resolve("my.yaml"), "port: [");
        String absolute = directory.resolve("my.yaml").toString();
        assertThat(new ConfigFaults(directory)
                        .with("WXAUTH_CONFIG", "./my.yaml")
                        .list())
                .containsExactly("the configuration file ./my.yaml, line 1, column 8: cannot be read as YAML");
        assertThat(new ConfigFaults(directory).with("WXAUTH_CONFIG", absolute).list())
                .allMatch(fault -> fault.startsWith("the configuration file " + absolute + ", line 1, "));
    }

    @Test
    void whatStandsInABrokenFileIsNotSaidToBeMissing() throws IOException {
        assertThat(faults("apps: wxa:1\nissuer: https://auth.example.com\nport: [\n")
                        .without("WXAUTH_APPS")
                        .without("WXAUTH_ISSUER")
                        .list())
                .hasSize(1);
    }

    /** By the billion laughs, and by more brackets than anybody's stack. */
    @Test
    void aFileThatGrowsOrNestsWithoutEndIsRefusedByItsPlace() throws IOException {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(i, i - 1));
        }
        assertThat(faults(laughs.toString()).list()).allMatch(fault -> fault.contains(", line 27, "));
        assertThat(faults("apps: " + "[".repeat(100_000)).list()).allMatch(fault -> fault.contains(", line 1, "));
    }

    @Test
    void pathsThatCannotBeAreFaults() throws IOException {
        assertThat(faults("clients_file: \"a\\0b\"\n").without("WXAUTH_CLIENTS").list())
                .containsExactly("in the configuration file clients_file: its file cannot be read");
        assertThat(new ConfigFaults(directory).with("WXAUTH_CONFIG", "a\0b").list())
                .contains("WXAUTH_CONFIG: has no path of this system");
    }
}
