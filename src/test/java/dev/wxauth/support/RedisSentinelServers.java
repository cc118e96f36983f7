package dev.wxauth.support;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A master and a replica under the eyes of three sentinels, which make the replica the master when the master is gone. */
public final class RedisSentinelServers implements AutoCloseable {
    private static final int SENTINELS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final Passwords passwords;
    private final EmbeddedRedis master;
    private final EmbeddedRedis replica;
    private final List<Sentinel> sentinels = new ArrayList<>();

    /** What Redis and the sentinels want to hear; an empty text is none. */
    public record Passwords(String redis, String sentinel) {}

    /** One process. Its configuration is a file that it writes to itself. */
    private static final class Sentinel {
        private final int port = Ports.free();
        private final Path directory;
        private final Process process;
        private final RedisView view;

        private Sentinel(Vertx vertx, int masterPort, Passwords passwords) {
            try {
                directory = Files.createTempDirectory("wxauth-sentinel");
                process = start(configure(masterPort, passwords));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            RedisProbe.awaitAnswer(port, process::isAlive);
            view = new RedisView(vertx, url(passwords.sentinel()));
        }

        private Path configure(int masterPort, Passwords passwords) throws IOException {
            String configuration = """
                    port %d
                    bind 127.0.0.1
                    sentinel monitor mymaster 127.0.0.1 %d 2
                    sentinel down-after-milliseconds mymaster 1000
                    sentinel failover-timeout mymaster 2000
                    """.formatted(port, masterPort);
            String own = passwords.sentinel().isEmpty()
                    ? ""
                    : "requirepass " + passwords.sentinel() + "\nsentinel sentinel-pass " + passwords.sentinel() + "\n";
            String redis = passwords.redis().isEmpty() ? "" : "sentinel auth-pass mymaster " + passwords.redis() + "\n";
            return Files.writeString(directory.resolve("sentinel.conf"), configuration + own + redis);
        }

        private Process start(Path configuration) throws IOException {
            String binary = EmbeddedRedis.binary();
            Process started = new ProcessBuilder(binary, configuration.toString(), "--sentinel")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            return started;
        }

        private String url(String password) {
            return "redis://" + (password.isEmpty() ? "" : ":" + password + "@") + "127.0.0.1:" + port;
        }

        private boolean says(String text) {
            try {
                return view.call("INFO", "sentinel").toString().contains(text);
            } catch (RuntimeException e) {
                return false;
            }
        }

        private void close() {
            process.destroyForcibly();
            try (var files = Files.list(directory)) {
                files.forEach(file -> file.toFile().delete());
                Files.delete(directory);
            } catch (IOException e) {
                directory.toFile().deleteOnExit();
            }
        }
    }

    /** Starts all of them and returns when the sentinels know each other and the replica. */
    public RedisSentinelServers() {
        this(new Passwords("", ""));
    }

    /** The same with passwords, of which neither may hold what has to be encoded in a URL. */
    public RedisSentinelServers(Passwords passwords) {
        this.passwords = passwords;
        String[] settings = {"--requirepass", passwords.redis(), "--masterauth", passwords.redis()};
        master = new EmbeddedRedis(settings);
        replica = new EmbeddedRedis(with(settings, "--replicaof", "127.0.0.1", Integer.toString(master.port())));
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(new Sentinel(vertx, master.port(), passwords));
        }
        awaitAgreement("status=ok,address=127.0.0.1:" + master.port() + ",slaves=1,sentinels=" + SENTINELS);
    }

    private static String[] with(String[] settings, String... more) {
        return Stream.concat(Arrays.stream(settings), Arrays.stream(more)).toArray(String[]::new);
    }

    private void awaitAgreement(String text) {
        Await.until(
                "all sentinels say " + text,
                PATIENCE,
                () -> sentinels.stream().allMatch(sentinel -> sentinel.says(text)));
    }

    /** The addresses of the sentinels as the service wants them, with Redis's password. */
    public String urls() {
        return sentinels.stream()
                .map(sentinel -> sentinel.url(passwords.redis()))
                .collect(Collectors.joining(","));
    }

    /** Makes the replica the master, though nothing is wrong with the one there is, which becomes a replica. */
    public void failOver() {
        sentinels.get(0).view.call("SENTINEL", "FAILOVER", "mymaster");
        awaitFailover();
    }

    /** The master of the beginning. */
    public TestRedis firstMaster() {
        return master;
    }

    /** Returns when the replica is the master. */
    public void awaitFailover() {
        awaitAgreement("address=127.0.0.1:" + replica.port());
    }

    /** Lets the sentinels watch and name another master, whatever becomes of the one there was. */
    public void watch(int port) {
        sentinels.forEach(sentinel -> {
            sentinel.view.call("SENTINEL", "REMOVE", "mymaster");
            sentinel.view.call("SENTINEL", "MONITOR", "mymaster", "127.0.0.1", Integer.toString(port), "2");
        });
    }

    @Override
    public void close() {
        sentinels.forEach(Sentinel::close);
        replica.close();
        master.close();
        Await.result(vertx.close());
    }
}
