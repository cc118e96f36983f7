package dev.wxauth.support;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checker, of Debian's package {@code prometheus}. */
public final class Promtool {
    private static final Path BINARY = Path.of("/usr/bin/promtool");

    private Promtool() {}

    /** Runs it with what it reads; skips the test where it is not installed. What it says comes all in one stream. */
    public static Process start(Redirect input, String... arguments) {
        assumeThat(Files.isExecutable(BINARY)).as("promtool is installed").isTrue();
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectInput(input)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
