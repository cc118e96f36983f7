package dev.wxauth.support;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import redis.embedded.RedisExecProvider;

/** A master and a replica under the eyes of three sentinels, which make the replica the master when the master is gone. */
public final class RedisSentinelServers implements AutoCloseable {
    private static final int SENTINELS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedRedis master = new EmbeddedRedis("--repl-diskless-sync-delay", "0");
    private final EmbeddedRedis replica = new EmbeddedRedis(
            "--replicaof", "127.0.0.1", Integer.toString(master.port()), "--repl-diskless-sync-delay", "0");
    private final List<Sentinel> sentinels = new ArrayList<>();

    /** One process. Its configuration is a file that it writes to itself. */
    private static final class Sentinel {
        private final int port = Ports.free();
        private final Path directory;
        private final Process process;
        private final RedisView view;

        private Sentinel(Vertx vertx, int masterPort) {
            try {
                directory = Files.createTempDirectory("wxauth-sentinel");
                process = start(configure(masterPort));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            view = new RedisView(vertx, url());
        }

        private Path configure(int masterPort) throws IOException {
            String configuration = """
                    port %d
                    bind 127.0.0.1
                    sentinel monitor mymaster 127.0.0.1 %d 2
                    sentinel down-after-milliseconds mymaster 1000
                    sentinel failover-timeout mymaster 2000
                    """.formatted(port, masterPort);
            return Files.writeString(directory.resolve("sentinel.conf"), configuration);
        }

        private Process start(Path configuration) throws IOException {
            String binary = RedisExecProvider.defaultProvider().get().getAbsolutePath();
            Process started = new ProcessBuilder(binary, configuration.toString(), "--sentinel")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            return started;
        }

        private String url() {
            return "redis://127.0.0.1:" + port;
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
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(new Sentinel(vertx, master.port()));
        }
        awaitAgreement("status=ok,address=127.0.0.1:" + master.port() + ",slaves=1,sentinels=" + SENTINELS);
    }

    private void awaitAgreement(String text) {
        Eventually.holds(
                "all sentinels say " + text,
                PATIENCE,
                () -> sentinels.stream().allMatch(sentinel -> sentinel.says(text)));
    }

    /** The addresses of the sentinels as the service wants them. */
    public String urls() {
        return sentinels.stream().map(Sentinel::url).collect(Collectors.joining(","));
    }

    /** The master of the beginning. */
    public TestRedis firstMaster() {
        return master;
    }

    /** Returns when the replica is the master. */
    public void awaitFailover() {
        awaitAgreement("address=127.0.0.1:" + replica.port());
    }

    @Override
    public void close() {
        sentinels.forEach(Sentinel::close);
        replica.close();
        master.close();
        Await.result(vertx.close());
    }
}
