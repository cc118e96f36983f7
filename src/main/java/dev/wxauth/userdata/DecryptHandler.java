package dev.wxauth.userdata;

import dev.wxauth.bearer.BearerAuthenticator;
import dev.wxauth.vault.EncryptedData;
import dev.wxauth.vault.OpenedData;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /auth/decrypt}. */
public final class DecryptHandler implements Endpoint {
    private final BearerAuthenticator bearers;
    private final SessionKeyVault vault;

    /** Takes who may ask, and what decrypts. */
    public DecryptHandler(BearerAuthenticator bearers, SessionKeyVault vault) {
        this.bearers = bearers;
        this.vault = vault;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return bearers.require(request.request())
                .compose(bearer -> RequestReader.json(request, EncryptedData::read)
                        .compose(encrypted -> vault.decrypt(bearer.session().user(), encrypted)))
                .map(OpenedData::text)
                .map(Answer::ofText);
    }
}
