package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.ServiceExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A body that trickles keeps the connection busy, and must not keep it for ever. */
class BodyDeadlineTest {
    private static final String HEAD =
            "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void aBodyThatTricklesEndsTheConnectionWithoutAnAnswer() throws IOException {
        URI url = URI.create(service.url(0));
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(500);
            socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
            String answer = trickleUntilClosed(socket);
            assertThat(answer).isEmpty();
        }
    }

    private static String trickleUntilClosed(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                int read = in.read();
                if (read < 0) {
                    return answer.toString();
                }
                answer.append((char) read);
            } catch (SocketTimeoutException e) {
                socket.getOutputStream().write(' ');
            } catch (SocketException e) {
                return answer.toString();
            }
        }
        throw new AssertionError("the connection was never closed");
    }
}
