package dev.wxauth.oauth;

import dev.wxauth.client.ClientAuthenticator;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /auth/introspect} (RFC 7662). */
public final class IntrospectionHandler implements Endpoint {
    private final ClientAuthenticator clients;
    private final IntrospectionService service;

    /** Takes who may ask, and what knows the answer. */
    public IntrospectionHandler(ClientAuthenticator clients, IntrospectionService service) {
        this.clients = clients;
        this.service = service;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return clients.require(request, "introspect")
                .compose(client -> RequestReader.form(request, form -> TokenParameter.read(form)))
                .compose(service::introspect)
                .map(Answer::json);
    }
}
