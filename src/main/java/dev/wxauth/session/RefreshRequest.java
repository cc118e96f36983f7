package dev.wxauth.session;

import java.util.Optional;
import java.util.Set;

/**
 * A refresh that is asked for with a genuine skey.
 *
 * @param skey what was presented
 * @param idempotencyKey the client's own name for this refresh
 * @param client who asks, when it is not the mini program itself
 * @param appids the apps that are served
 */
public record RefreshRequest(Skey skey, Optional<String> idempotencyKey, Optional<String> client, Set<String> appids) {
    @Override
    public String toString() {
        return "refresh";
    }
}
