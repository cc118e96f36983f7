package dev.wxauth.authentication;

import dev.wxauth.app.Apps;
import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.identity.UserId;
import dev.wxauth.user.User;
import dev.wxauth.user.UserStore;
import dev.wxauth.web.Endpoint;
import java.util.function.Supplier;

/** Puts the question who asks around an endpoint, which is then handed the answer and never has to ask. */
public final class Authentication {
    private final BearerAuthenticator bearers;
    private final ClientAuthenticator clients;
    private final DeviceClients deviceClients;
    private final UserAccess users;

    /** Takes what knows mini programs' users, what knows clients, and whom clients may ask about. */
    public Authentication(
            BearerAuthenticator bearers, ClientAuthenticator clients, Supplier<Apps> apps, UserStore users) {
        this.bearers = bearers;
        this.clients = clients;
        this.deviceClients = new DeviceClients(clients);
        this.users = new UserAccess(clients, apps, users);
    }

    /** For the user whose access token or skey is in the Authorization header; else 401. */
    public Endpoint forUser(AuthenticatedEndpoint<Bearer> endpoint) {
        return new Authenticated<>(bearers::require, endpoint);
    }

    /** For the same where it is the app's own session; 403 for one that was opened for another device. */
    public Endpoint forOwnDevice(AuthenticatedEndpoint<Bearer> endpoint) {
        return new Authenticated<>(request -> bearers.require(request).map(Bearer::requireOwnDevice), endpoint);
    }

    /** For a client of the device grant; else 401, or 400 where it may not use that. */
    public Endpoint forDeviceClient(AuthenticatedEndpoint<Client> endpoint) {
        return new Authenticated<>(deviceClients::require, endpoint);
    }

    /** For a service client that has this scope; else 401 or 403. */
    public Endpoint forClient(String scope, AuthenticatedEndpoint<Client> endpoint) {
        return new Authenticated<>(request -> clients.require(request, scope), endpoint);
    }

    /** The same for an endpoint that asks no more who it is: the request knows. */
    public Endpoint forClient(String scope, Endpoint endpoint) {
        return forClient(scope, (request, client) -> endpoint.answer(request));
    }

    /** For a client that has this scope, about the user in the path; 404 for one who is not known. */
    public Endpoint forKnownUser(String scope, AuthenticatedEndpoint<User> endpoint) {
        return new Authenticated<>(request -> users.require(request, scope), endpoint);
    }

    /** The same, about whom the path names, known or not, of an app that is served or not: for what ends things. */
    public Endpoint forNamedUser(String scope, AuthenticatedEndpoint<UserId> endpoint) {
        return new Authenticated<>(request -> users.requireNamed(request, scope), endpoint);
    }
}
