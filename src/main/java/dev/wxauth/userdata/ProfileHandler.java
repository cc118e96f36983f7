package dev.wxauth.userdata;

import dev.wxauth.bearer.Bearer;
import dev.wxauth.bearer.BearerAuthenticator;
import dev.wxauth.identity.UserId;
import dev.wxauth.web.Answer;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /auth/profile} and {@code PUT /auth/profile}. */
public final class ProfileHandler {
    private final BearerAuthenticator bearers;
    private final ProfileService service;

    /** Takes who may ask, and what does the work. */
    public ProfileHandler(BearerAuthenticator bearers, ProfileService service) {
        this.bearers = bearers;
        this.service = service;
    }

    /** The caller's own profile. */
    public Future<Answer> get(RoutingContext request) {
        return bearers.require(request.request())
                .compose(bearer -> service.get(user(bearer)))
                .map(profile -> Answer.json(profile.toJson()));
    }

    /** Changes the caller's own profile. */
    public Future<Answer> put(RoutingContext request) {
        return bearers.require(request.request())
                .compose(bearer -> RequestReader.json(request, ProfileRequest::read)
                        .compose(profile -> service.put(user(bearer), profile)))
                .map(done -> Answer.noContent());
    }

    private static UserId user(Bearer bearer) {
        return bearer.session().user();
    }
}
