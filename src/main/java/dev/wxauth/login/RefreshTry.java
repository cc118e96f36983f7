package dev.wxauth.login;

import java.util.Optional;

/**
 * A request to refresh.
 *
 * @param skey as it was sent, unverified
 * @param idempotencyKey the client's own name for this refresh
 */
record RefreshTry(String skey, Optional<String> idempotencyKey) {
    @Override
    public String toString() {
        return "refresh";
    }
}
