package dev.wxauth.login;

import dev.wxauth.support.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Posts bytes as JSON to the login route, whether they are JSON or not. */
final class RawPost {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RawPost() {}

    /** With a Content-Length. */
    static Reply withLength(String url, byte[] body) {
        return post(url, BodyPublishers.ofByteArray(body));
    }

    /** Without one. */
    static Reply chunked(String url, byte[] body) {
        return post(url, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    private static Reply post(String url, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/auth/login"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(body)
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
