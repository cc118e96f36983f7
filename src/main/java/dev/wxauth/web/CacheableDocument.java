package dev.wxauth.web;

import dev.wxauth.crypto.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A public document that caches may keep for five minutes, and that is not sent again to one who holds it still (RFC 9110
 * section 13.1.2).
 *
 * @param contentType its media type
 * @param body its text
 * @param tag its entity tag, quotes included
 */
public record CacheableDocument(String contentType, Buffer body, String tag) {
    private static final String BRIEFLY = "public, max-age=300";

    /** All our routes (OpenAPI 3.1), written by hand and served as it is. Read once, when it is first asked for. */
    public static CacheableDocument openApi() {
        return OpenApi.DOCUMENT;
    }

    private static final class OpenApi {
        private static final CacheableDocument DOCUMENT = ofResource(Answer.JSON, "/openapi.json");
    }

    /** The JSON document with this text. */
    public static CacheableDocument json(Buffer body) {
        return of(Answer.JSON, body);
    }

    /**
     * A file of the program's own jar. Blocks: once in a process, when the class that keeps it is loaded.
     *
     * @param name where it lies on the class path, from {@code /}
     * @throws IllegalStateException if it is not there
     */
    public static CacheableDocument ofResource(String contentType, String name) {
        try (InputStream stream = CacheableDocument.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program is incomplete: it has no " + name);
            }
            return of(contentType, Buffer.buffer(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CacheableDocument of(String contentType, Buffer body) {
        return new CacheableDocument(contentType, body, '"' + Sha256.base64Url(body.getBytes()) + '"');
    }

    /** 200 with the document, or 304 for one who holds it. */
    public Answer answer(Request request) {
        List<String> held = request.headers(HttpHeaders.IF_NONE_MATCH);
        Answer answer = held.stream().anyMatch(this::isAmong) ? Answer.empty(304) : Answer.of(200, contentType, body);
        return answer.with("ETag", tag).with("Cache-Control", BRIEFLY);
    }

    /** A weak comparison; a tag holds no comma and is a hash, so it is found in a list by its text. */
    private boolean isAmong(String tags) {
        return tags.strip().equals("*") || tags.contains(tag);
    }
}
