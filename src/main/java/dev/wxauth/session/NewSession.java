package dev.wxauth.session;

import dev.wxauth.identity.UserId;
import java.util.List;
import java.util.Optional;

/**
 * What a login brings.
 *
 * @param unionid as WeChat gave it
 * @param device the label the client gave
 * @param sessionKey what the vault wants kept in the same step, in the order that it gave; empty where there is no session_key
 */
public record NewSession(UserId user, Optional<String> unionid, Optional<String> device, List<String> sessionKey) {
    @Override
    public String toString() {
        return "new session";
    }
}
