package dev.wxauth.authentication;

import dev.wxauth.app.Apps;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.user.User;
import dev.wxauth.user.UserStore;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** The way in to every route below {@code /auth/users}: a client that may, and a user who is known. */
final class UserAccess {

    private final ClientAuthenticator clients;
    private final Supplier<Apps> apps;
    private final UserStore users;

    UserAccess(ClientAuthenticator clients, Supplier<Apps> apps, UserStore users) {
        this.clients = clients;
        this.apps = apps;
        this.users = users;
    }

    /**
     * Succeeds with the user in the path. Fails as {@link ClientAuthenticator#require} does, and with
     * {@link Fault.NotFound} for a user who is not known or an app that is not served.
     */
    Future<User> require(Request request, String scope) {
        return requireNamed(request, scope).map(this::served).compose(users::get);
    }

    /**
     * Succeeds with who is named in the path, known or not, of an app that is served or not: for what ends things. Fails as
     * {@link ClientAuthenticator#require} does.
     */
    Future<UserId> requireNamed(Request request, String scope) {
        UserId user = named(request);
        return clients.require(request, scope).map(client -> user);
    }

    /** Whoever asks, the request is about that app. */
    private UserId named(Request request) {
        UserId user = new UserId(request.path("appid"), request.path("openid"));
        if (isServed(user)) {
            request.isAbout(user.appid());
        }
        return user;
    }

    private boolean isServed(UserId user) {
        return apps.get().contains(user.appid());
    }

    private UserId served(UserId user) {
        if (!isServed(user)) {
            throw new Fault.NotFound("There is no such user.");
        }
        return user;
    }
}
