package dev.wxauth.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Mutator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The configuration file, spoilt in every way: its faults tell the place and never the text. */
class YamlFileFuzzTest {
    private static final String SECRET = "hunter2";
    private static final int TRIES = 2000;
    private static final String YAML = "port: 8080\nredis:\n  url: redis://:" + SECRET + "@host\n  type: [a, b]\n"
            + "apps: \"wxa:" + SECRET + "\"\nclients: |\n  " + SECRET + "\nx: &a {b: c}\n";

    @Property(tries = TRIES)
    void aConfigurationFileIsReadOrRefusedByItsPlace(@ForAll Random random) throws Exception {
        Path file = Files.writeString(Files.createTempFile(Path.of("target"), "fuzz", ".yaml"), mutated(random));
        try {
            YamlFile yaml = YamlFile.read(file, "f");
            assertThat(yaml.values()).doesNotContainValue(null);
            assertThat(yaml.faults())
                    .allMatch(fault -> fault.matches("the configuration file f, line \\d+, column \\d+: .*"))
                    .noneMatch(fault -> fault.contains(SECRET));
        } finally {
            Files.delete(file);
        }
    }

    private static String mutated(Random random) {
        return new Mutator(random).mutate(new Mutator(random).mutate(YAML)).replaceAll("[\\ud800-\\udfff]", "?");
    }
}
