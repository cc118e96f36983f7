package dev.wxauth.support;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A plain HTTP client on the test's own thread, by the JDK: it knows nothing of Vert.x or of us. */
public final class HttpCaller {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;
    private final Check check;

    /** Looks at every answer, and throws when it is not as it should be. */
    public interface Check {
        /** One answer, and what was asked. */
        void accept(String method, String path, Reply reply);
    }

    /** Calls what is below this URL. */
    public HttpCaller(String base) {
        this(base, (method, path, reply) -> {});
    }

    /** Calls what is below this URL, and checks every answer. */
    public HttpCaller(String base, Check check) {
        this.base = base;
        this.check = check;
    }

    /** The address of a path. */
    public String url(String path) {
        return base + path;
    }

    /** Posts a JSON object; headers are names and values by turns. */
    public Reply postJson(String path, JsonObject body, String... headers) {
        return send("POST", path, body.encode(), with(headers, "Content-Type", "application/json"));
    }

    /** Puts a JSON object. */
    public Reply putJson(String path, JsonObject body, String... headers) {
        return send("PUT", path, body.encode(), with(headers, "Content-Type", "application/json"));
    }

    /** Posts without a body. */
    public Reply post(String path, String... headers) {
        return send("POST", path, "", headers);
    }

    /** Posts a form that is encoded already. */
    public Reply postForm(String path, String form, String... headers) {
        return send("POST", path, form, with(headers, "Content-Type", "application/x-www-form-urlencoded"));
    }

    /** Gets. */
    public Reply get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** Deletes. */
    public Reply delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** Sends any method with any body. */
    public Reply send(String method, String path, String body, String... headers) {
        try {
            return reply(method, path, CLIENT.send(request(method, path, body, headers), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends and does not wait. */
    public CompletableFuture<Reply> start(String method, String path, String body, String... headers) {
        return CLIENT.sendAsync(request(method, path, body, headers), BodyHandlers.ofString())
                .thenApply(response -> reply(method, path, response));
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        BodyPublisher publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, publisher)
                .timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private Reply reply(String method, String path, HttpResponse<String> response) {
        Reply reply = new Reply(response.statusCode(), response.headers(), response.body());
        check.accept(method, path, reply);
        return reply;
    }

    private static String[] with(String[] headers, String name, String value) {
        if (Arrays.stream(headers).anyMatch(header -> header.equalsIgnoreCase(name))) {
            return headers;
        }
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }

    /** An Authorization header's value by RFC 6749 section 2.3.1. */
    public static String basic(String id, String secret) {
        String text = encode(id) + ":" + encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Names and values by turns as a form. */
    public static String form(String... pairs) {
        return IntStream.range(0, pairs.length / 2)
                .mapToObj(i -> encode(pairs[2 * i]) + "=" + encode(pairs[2 * i + 1]))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
