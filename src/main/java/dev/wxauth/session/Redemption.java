package dev.wxauth.session;

import java.util.Optional;

/**
 * A request of another device that is to become a session.
 *
 * @param request the request's id
 * @param session where the session will be: whose it is, and by which id
 * @param client whose session it is
 * @param device the label of the device
 */
public record Redemption(String request, SessionName session, String client, Optional<String> device) {
    @Override
    public String toString() {
        return "redemption for " + client;
    }
}
