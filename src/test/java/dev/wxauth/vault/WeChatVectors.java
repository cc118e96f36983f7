package dev.wxauth.vault;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The published test vectors, by their ids. */
final class WeChatVectors {
    private WeChatVectors() {}

    static JsonObject get(String id) {
        return read().getJsonArray("vectors").stream()
                .map(JsonObject.class::cast)
                .filter(vector -> vector.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject read() {
        try (InputStream in = WeChatVectors.class.getResourceAsStream("/wechat-vectors.json")) {
            return new JsonObject(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
