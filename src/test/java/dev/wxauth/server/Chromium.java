package dev.wxauth.server;

import dev.wxauth.support.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window, on a fresh profile, which asks nobody but the page's own host. */
final class Chromium {
    private Chromium() {}

    static boolean isInstalled() {
        return Browser.isInstalled();
    }

    /** The document's elements as they stand after its scripts have run, among what the browser's console says. */
    static String dom(String url) throws IOException {
        Path output = Files.createTempFile(Path.of("target"), "chromium", ".html");
        run(output, "--dump-dom", url);
        return Files.readString(output);
    }

    /** A picture of the page as PNG. */
    static Path screenshot(String url, Path file) throws IOException {
        Path output = Files.createTempFile(Path.of("target"), "chromium", ".txt");
        run(output, "--window-size=1280,2000", "--screenshot=" + file.toAbsolutePath(), url);
        return file;
    }

    private static void run(Path output, String... arguments) throws IOException {
        Path profile = Files.createTempDirectory("wxauth-chromium");
        List<String> command = Browser.command(profile, "--enable-logging=stderr", "--virtual-time-budget=10000");
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the browser did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
            delete(profile);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (UncheckedIOException e) {
            // A helper of the browser was quicker to take its file away.
        }
    }
}
