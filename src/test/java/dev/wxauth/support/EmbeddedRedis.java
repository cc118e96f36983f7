package dev.wxauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisExecProvider;

/** A Redis 7.0 server as a process of its own, from a binary that a library brings along. */
public final class EmbeddedRedis implements TestRedis {
    private final int port;
    private final List<String> settings;
    private final Path directory;
    private Process process;

    /** Starts a server on a free port of the loopback address. */
    public EmbeddedRedis(String... settings) {
        this(Ports.free(), settings);
    }

    /** Starts a server on this port of the loopback address. */
    public EmbeddedRedis(int port, String... settings) {
        this.port = port;
        this.settings = List.of(settings);
        this.directory = temporaryDirectory();
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("wxauth-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port. */
    public int port() {
        return port;
    }

    @Override
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Where it is, and a password to greet it with. */
    public String url(String password) {
        return "redis://:" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "@127.0.0.1:" + port;
    }

    @Override
    public void start() {
        try {
            process = new ProcessBuilder(command())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RedisProbe.awaitAnswer(port, process::isAlive);
    }

    /** The library writes it out at each call; a program that is still being written cannot be run, so it is done once. */
    private static final class Binary {
        private static final String PATH = path();

        private static String path() {
            try {
                return RedisExecProvider.defaultProvider().get().getAbsolutePath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where the program is. */
    static String binary() {
        return Binary.PATH;
    }

    /** Nothing is on disk, and a replica need not wait five seconds for others that might come. */
    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                binary(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--repl-diskless-sync-delay",
                "0"));
        command.addAll(settings);
        return command;
    }

    @Override
    public void freeze() {
        signal("STOP");
    }

    @Override
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        try (var files = Files.list(directory)) {
            files.forEach(file -> file.toFile().delete());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // Only litter in the temporary directory is left.
        }
    }
}
