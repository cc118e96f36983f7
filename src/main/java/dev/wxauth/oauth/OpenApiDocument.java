package dev.wxauth.oauth;

import dev.wxauth.web.CacheableDocument;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of every route, written by hand and served as it is ({@code src/main/resources/openapi.json}). */
final class OpenApiDocument {
    private static final String RESOURCE = "/openapi.json";

    private OpenApiDocument() {}

    /** Reads it from the program's own jar. Blocks: once in a process, when the class that keeps it is loaded. */
    static CacheableDocument load() {
        try (InputStream stream = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the program is incomplete: it has no " + RESOURCE);
            }
            return CacheableDocument.of(Buffer.buffer(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
