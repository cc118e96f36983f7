package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers. Unless it says otherwise no cache may keep it, since nearly every answer here carries a
 * credential, a token's state or user data.
 */
public final class Answer {
    /** The media type of every JSON answer; JSON is UTF-8 by definition (RFC 8259 section 8.1). */
    public static final String JSON = "application/json";

    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private int status;
    private final Buffer body;
    private @Nullable Fault reason;
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap().set(CACHE_CONTROL, NO_STORE);

    private Answer(int status, Buffer body) {
        this.status = status;
        this.body = body;
    }

    /** 200 with a JSON object. */
    public static Answer json(JsonObject body) {
        return json(200, body);
    }

    /** Any status with a JSON object. */
    public static Answer json(int status, JsonObject body) {
        return of(status, JSON, body.toBuffer());
    }

    /** 200 with a JSON object that is a text already, and goes out as it is. */
    public static Answer ofText(String json) {
        return of(200, JSON, Buffer.buffer(json));
    }

    /** Any status with any body. */
    public static Answer of(int status, String contentType, Buffer body) {
        return new Answer(status, body).with("Content-Type", contentType);
    }

    /** 204. */
    public static Answer noContent() {
        return new Answer(204, Buffer.buffer());
    }

    /** A status without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Buffer.buffer());
    }

    /** The same answer with a header set. */
    public Answer with(CharSequence header, CharSequence value) {
        headers.set(header, value);
        return this;
    }

    /** The same answer, whose line in the access log says why it is this one. */
    public Answer because(Fault fault) {
        reason = fault;
        return this;
    }

    /** Why it is this answer, if that is to be told in the log. */
    Optional<Fault> reason() {
        return Optional.ofNullable(reason);
    }

    Answer withStatus(int other) {
        status = other;
        return this;
    }

    void writeTo(HttpServerResponse response) {
        response.setStatusCode(status);
        response.headers().addAll(headers);
        response.end(body);
    }
}
