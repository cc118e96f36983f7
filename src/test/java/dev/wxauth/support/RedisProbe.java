package dev.wxauth.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a Redis on the loopback address to answer; a port that merely accepts may be a proxy's. */
final class RedisProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TIMEOUT_MILLIS = 500;

    private RedisProbe() {}

    /** Fails when the server is not worth waiting for any longer. */
    static void awaitAnswer(int port, BooleanSupplier alive) {
        Await.until("Redis answers on port " + port, PATIENCE, () -> answers(port) || !alive.getAsBoolean());
        if (!alive.getAsBoolean()) {
            throw new IllegalStateException("Redis has ended, and does not answer on port " + port);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            // An error is an answer too: a sentinel or a protected server says so.
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
