package dev.wxauth.idempotency;

import dev.wxauth.crypto.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * A request that spends a code. Codes and keys stand in Redis only as the hashes made here.
 *
 * @param kind what sort of code it is; codes of different sorts do not meet
 * @param appid the app
 * @param code the code to spend
 * @param scope within what an Idempotency-Key is unique: everywhere when empty, or a session
 * @param idempotencyKey the client's key, if it sent one
 * @param details what else makes it the same request
 */
public record Attempt(
        String kind, String appid, String code, String scope, Optional<String> idempotencyKey, String details) {
    String codeHash() {
        return hash(List.of("code", kind, appid, code));
    }

    Optional<String> keyHash() {
        return idempotencyKey.map(key -> hash(List.of("key", kind, scope, key)));
    }

    /** What the request was: the same key with another fingerprint is a conflict. */
    String fingerprint() {
        return hash(List.of("request", kind, appid, code, details));
    }

    /** The lengths are part of what is hashed, so that no two lists share a hash. */
    private static String hash(List<String> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.length()).append(':').append(part));
        return Sha256.base64Url(text.toString());
    }

    @Override
    public String toString() {
        return kind + " of " + appid;
    }
}
