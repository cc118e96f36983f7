package dev.wxauth.oauth;

import dev.wxauth.support.Await;
import dev.wxauth.support.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx as a process of its own, with the example configuration of this repository. */
final class Nginx implements AutoCloseable {
    private static final Path EXAMPLE = Path.of("k8s/examples/nginx.conf");

    private final int port = Ports.free();
    private final Path directory;
    private final Process process;

    /** Starts it in front of these two addresses, each host and port. */
    Nginx(String wxauth, String orders) {
        try {
            directory = Files.createTempDirectory("wxauth-nginx");
            Files.writeString(directory.resolve("example.conf"), example(wxauth, orders));
            Path main = Files.writeString(directory.resolve("nginx.conf"), frame());
            process = new ProcessBuilder(
                            binary(), "-p", directory.toString(), "-e", directory + "/error.log", "-c", main.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("nginx listens", Duration.ofSeconds(10), this::accepts);
    }

    private String example(String wxauth, String orders) throws IOException {
        return Files.readString(EXAMPLE)
                .replace("listen 8080", "listen 127.0.0.1:" + port)
                .replace("server wxauth:8080", "server " + wxauth)
                .replace("server orders:8080", "server " + orders);
    }

    private String frame() {
        return """
                daemon off;
                master_process off;
                pid nginx.pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    include example.conf;
                }
                """;
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isInstalled() {
        return binary() != null;
    }

    private static String binary() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElse(null);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
