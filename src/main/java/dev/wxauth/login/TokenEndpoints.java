package dev.wxauth.login;

import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The token endpoint (RFC 6749 section 3.2): login and refresh of other devices, as their clients know them. */
public final class TokenEndpoints {
    private final DeviceLogin logins;
    private final RefreshService refreshes;

    /** Takes what begins a session of another device, and what prolongs one. */
    public TokenEndpoints(DeviceLogin logins, RefreshService refreshes) {
        this.logins = logins;
        this.refreshes = refreshes;
    }

    /**
     * {@code POST /auth/token}. Fails with {@link dev.wxauth.error.Fault.TokenRefused} as long as no user has agreed, with
     * {@link dev.wxauth.error.Fault.InvalidGrant} for what leads to no session of this client, and as Redis does.
     */
    public Future<Answer> token(Request request, Client client) {
        return request.form(form -> TokenRequest.read(form, request))
                .compose(asked -> tokens(asked, client, request))
                .map(Answer::json);
    }

    private Future<JsonObject> tokens(TokenRequest asked, Client client, Request request) {
        return asked instanceof TokenRequest.OfDevice device
                ? logins.login(device.deviceCode(), client, request)
                : refreshes.refreshForClient(((TokenRequest.OfSession) asked).skey(), client.id(), request);
    }
}
