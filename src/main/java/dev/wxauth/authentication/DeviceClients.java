package dev.wxauth.authentication;

import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.error.Fault;
import dev.wxauth.web.FormBody;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * Clients of the device grant. Confidential ones authenticate as everywhere; public ones name themselves by {@code client_id}
 * alone (RFC 6749 section 3.2.1), and nothing that they could show is believed.
 */
final class DeviceClients {
    private final ClientAuthenticator clients;

    DeviceClients(ClientAuthenticator clients) {
        this.clients = clients;
    }

    /**
     * Succeeds with the client that asks. Fails with {@link Fault.InvalidClient}, with {@link Fault.TokenRefused} for one that
     * lacks the scope, and with {@link Fault.InvalidRequest} for one that says to be two.
     */
    Future<Client> require(Request request) {
        return readable(request).map(this::identify).map(DeviceClients::permit);
    }

    /** A client that can name itself in the form alone is told first when that is none, not that nobody knows it. */
    private static Future<Request> readable(Request request) {
        return request.headers(HttpHeaders.AUTHORIZATION).isEmpty()
                ? request.form(form -> request)
                : Future.succeededFuture(request);
    }

    private Client identify(Request request) {
        Optional<String> named = parameter(request, "client_id");
        boolean shows = !request.headers(HttpHeaders.AUTHORIZATION).isEmpty()
                || parameter(request, "client_secret").isPresent();
        return shows ? requireSame(clients.authenticate(request), named) : clients.recognise(named.orElse(""), request);
    }

    private static Optional<String> parameter(Request request, String name) {
        return request.findForm().flatMap((FormBody form) -> form.optional(name));
    }

    /** Some clients name themselves beside their credentials, too. */
    private static Client requireSame(Client client, Optional<String> named) {
        if (named.isPresent() && !named.get().equals(client.id())) {
            throw new Fault.InvalidRequest("The parameter client_id is not the client that authenticates: send one.");
        }
        return client;
    }

    private static Client permit(Client client) {
        if (!client.scopes().contains(Clients.DEVICE)) {
            throw Fault.TokenRefused.unauthorizedClient();
        }
        return client;
    }
}
