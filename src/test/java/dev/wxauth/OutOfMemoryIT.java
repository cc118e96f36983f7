package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.HungryAgent;
import dev.wxauth.support.HungryAgent.Table;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The heap is full, wherever that is noticed: the process ends by itself, without any option of Java's. */
class OutOfMemoryIT {
    @AutoClose
    private static final Neighbours neighbours = new Neighbours();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNREAD")
    void theProcessEnds(Table table) throws IOException {
        Path signal = directory.resolve("eat");
        try (Program program = Program.serve(neighbours.settings(), "-Xmx48m", HungryAgent.option(table, signal))) {
            Files.createFile(signal);
            assertThat(program.awaitExit()).isEqualTo(3);
            assertThat(program.output()).contains("OutOfMemoryError", "the process ends");
        }
    }
}
