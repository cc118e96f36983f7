package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is told of the scripts is true of their files. */
class LuaScriptTest {
    private static final String ENDING = ".lua";

    @Test
    void eachScriptThereIsHasItsMetricsFromTheStart() throws Exception {
        assertThat(LuaScript.NAMES).containsExactlyElementsOf(files());
    }

    private static List<String> files() throws IOException, URISyntaxException {
        Path directory = Path.of(LuaScriptTest.class.getResource("/lua").toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }
}
