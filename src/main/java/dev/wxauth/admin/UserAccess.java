package dev.wxauth.admin;

import dev.wxauth.client.ClientAuthenticator;
import dev.wxauth.config.Apps;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.user.User;
import dev.wxauth.user.UserStore;
import dev.wxauth.web.PathSegment;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Supplier;

/** The way in to every route below {@code /auth/users}: a client that may, and a user who is known. */
public final class UserAccess {
    private static final int APPID = 3;
    private static final int OPENID = 4;

    private final ClientAuthenticator clients;
    private final Supplier<Apps> apps;
    private final UserStore users;

    /** Takes who may ask, which apps there are, and where users are. */
    public UserAccess(ClientAuthenticator clients, Supplier<Apps> apps, UserStore users) {
        this.clients = clients;
        this.apps = apps;
        this.users = users;
    }

    /**
     * The user in the path. Fails as {@link ClientAuthenticator#require} does, and with {@link Fault.NotFound} for a user
     * who is not known or an app that is not served.
     */
    Future<User> require(HttpServerRequest request, String scope) {
        return requireNamed(request, scope).map(this::served).compose(users::get);
    }

    /**
     * Who is named in the path, known or not, of an app that is served or not: for what ends things. Fails as
     * {@link ClientAuthenticator#require} does.
     */
    Future<UserId> requireNamed(HttpServerRequest request, String scope) {
        return clients.require(request, scope).map(client -> named(request));
    }

    private UserId served(UserId user) {
        if (!apps.get().contains(user.appid())) {
            throw new Fault.NotFound("There is no such user.");
        }
        return user;
    }

    /** The path is {@code /auth/users/APPID/OPENID...}, exactly as it is written: nothing in it but the openid is encoded. */
    private static UserId named(HttpServerRequest request) {
        List<String> path = List.of(request.path().split("/", -1));
        return new UserId(path.get(APPID), PathSegment.decode(path.get(OPENID)));
    }
}
