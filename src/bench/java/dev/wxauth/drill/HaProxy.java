package dev.wxauth.drill;

import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A real HAProxy in front of pods, which asks them often whether they are ready, and sends a request on only where a
 * connection could be made: as a Service and its endpoints do it, only faster.
 */
final class HaProxy implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/sbin/haproxy");

    private final int port = Ports.free();
    private final Path configuration;
    private final Process process;

    /** Starts it in front of pods with these settings. */
    HaProxy(List<Map<String, String>> pods) {
        String servers = pods.stream().map(HaProxy::server).collect(Collectors.joining("\n"));
        try {
            configuration =
                    Files.writeString(Files.createTempFile("wxauth-haproxy", ".cfg"), """
                    global
                      maxconn 1000
                    defaults
                      mode http
                      timeout connect 1s
                      timeout client 30s
                      timeout server 30s
                      timeout check 500ms
                      option redispatch 1
                      retries 3
                      retry-on conn-failure
                    frontend public
                      bind 127.0.0.1:%d
                      default_backend pods
                    backend pods
                      option httpchk GET /health/ready
                      http-check expect status 200
                      default-server inter 200ms fall 2 rise 1
                    %s
                    """.formatted(port, servers));
            process = new ProcessBuilder(BINARY.toString(), "-db", "-f", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("it has found a pod", Duration.ofSeconds(20), this::serves);
    }

    private static String server(Map<String, String> pod) {
        String name = "pod" + pod.get("WXAUTH_PORT");
        return "  server " + name + " 127.0.0.1:" + pod.get("WXAUTH_PORT") + " check port "
                + pod.get("WXAUTH_MANAGEMENT_PORT");
    }

    static boolean isInstalled() {
        return Files.isExecutable(BINARY);
    }

    private boolean serves() {
        try {
            return caller().get("/.well-known/jwks.json").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    HttpCaller caller() {
        return new HttpCaller("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        configuration.toFile().delete();
    }
}
