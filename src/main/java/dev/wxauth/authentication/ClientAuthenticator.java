package dev.wxauth.authentication;

import dev.wxauth.audit.AuditLog;
import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.error.Fault;
import dev.wxauth.observe.ClientMeters;
import dev.wxauth.settings.Secret;
import dev.wxauth.web.FormBody;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Authenticates service clients by {@code client_secret_basic} or {@code client_secret_post} (RFC 6749 section 2.3.1). An
 * unknown client costs the same time as a wrong secret: whatever may be meant is compared with whatever is right, to the end.
 */
public final class ClientAuthenticator {
    private static final Client NOBODY = new Client("", List.of(new Secret("no client has this secret")), Set.of());

    private final Supplier<Clients> clients;
    private final ClientMeters meters;
    private final AuditLog audit;

    /** Takes the clients, which may change at any time, and where it is told who could not show to be one. */
    public ClientAuthenticator(Supplier<Clients> clients, ClientMeters meters, AuditLog audit) {
        this.clients = clients;
        this.meters = meters;
        this.audit = audit;
    }

    /**
     * Succeeds with the client that asks. Fails with {@link Fault.InvalidClient}, with {@link Fault.InsufficientScope}, or with
     * {@link Fault.InvalidRequest} when it authenticates in two ways at once.
     */
    Future<Client> require(Request request, String scope) {
        return Future.succeededFuture(request).map(this::authenticate).map(client -> permit(client, scope));
    }

    /** The client that shows who it is; throws what {@link #require} fails with. */
    Client authenticate(Request request) {
        return authenticate(credentials(request), request);
    }

    /** The client that names itself and has nothing to show; throws {@link Fault.InvalidClient} for any other. */
    Client recognise(String id, Request request) {
        Client client = clients.get().find(id).filter(Client::isPublic).orElseThrow(() -> refused(id, request));
        return accepted(client, request);
    }

    private static Optional<ClientCredentials> credentials(Request request) {
        List<String> headers = request.headers(HttpHeaders.AUTHORIZATION);
        Optional<ClientCredentials> posted = request.findForm().flatMap(ClientAuthenticator::posted);
        if (headers.size() > 1 || (!headers.isEmpty() && posted.isPresent())) {
            throw new Fault.InvalidRequest("The client authenticates twice: use the Authorization header or the form.");
        }
        if (headers.isEmpty() && request.hides("client_secret")) {
            // Whoever showed a secret that cannot be read is not one who has none, or a wrong one.
            throw Request.undecodable();
        }
        return headers.isEmpty() ? posted : ClientCredentials.basic(headers.get(0));
    }

    private static Optional<ClientCredentials> posted(FormBody form) {
        Optional<String> id = form.optional("client_id");
        return form.optional("client_secret").map(secret -> ClientCredentials.posted(id.orElse(""), secret));
    }

    private Client authenticate(Optional<ClientCredentials> credentials, Request request) {
        ClientCredentials sent = credentials.orElseThrow(() -> refused("", request));
        Clients known = clients.get();
        Client found = NOBODY;
        for (String id : sent.ids()) {
            Client client = known.find(id).orElse(NOBODY);
            found = matches(client, sent) ? client : found;
        }
        if (found.equals(NOBODY)) {
            throw refused(sent.ids().get(0), request);
        }
        return accepted(found, request);
    }

    private Client accepted(Client client, Request request) {
        meters.authenticated(client.id());
        request.isFrom(client.id());
        return client;
    }

    /** Whom somebody says to be is told only where there is such a client: it may be a secret in the wrong place. */
    private Fault refused(String claimed, Request request) {
        Optional<Client> known = clients.get().find(claimed);
        meters.refused(known.map(Client::id));
        audit.clientRefused(known.map(Client::id), request.caller());
        return new Fault.InvalidClient();
    }

    private static boolean matches(Client client, ClientCredentials sent) {
        boolean matches = false;
        for (Secret secret : client.secrets()) {
            for (Secret reading : sent.secrets()) {
                matches |= secret.matches(reading);
            }
        }
        return matches;
    }

    private static Client permit(Client client, String scope) {
        if (!client.scopes().contains(scope)) {
            throw new Fault.InsufficientScope(scope);
        }
        return client;
    }
}
