package dev.wxauth.login;

import dev.wxauth.web.JsonBody;
import dev.wxauth.web.Request;
import java.util.Optional;

/**
 * A request to refresh.
 *
 * @param text the skey as it was sent, unverified
 * @param idempotencyKey the client's own name for this refresh
 */
record SentSkey(String text, Optional<String> idempotencyKey) {
    /** Throws {@link dev.wxauth.error.Fault.InvalidRequest}. */
    static SentSkey read(JsonBody body, Request request) {
        return new SentSkey(body.string("skey"), request.idempotencyKey());
    }

    @Override
    public String toString() {
        return "skey";
    }
}
