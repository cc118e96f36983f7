package dev.wxauth.oauth;

import dev.wxauth.client.ClientAuthenticator;
import dev.wxauth.config.Clients.Client;
import dev.wxauth.token.IntrospectionSigner;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.MediaTypes;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /auth/introspect} (RFC 7662), with a signed answer for those who ask for one (RFC 9701). */
public final class IntrospectionHandler implements Endpoint {
    private final ClientAuthenticator clients;
    private final IntrospectionService service;
    private final IntrospectionSigner signer;

    /** Takes who may ask, what knows the answer, and what signs it. */
    public IntrospectionHandler(ClientAuthenticator clients, IntrospectionService service, IntrospectionSigner signer) {
        this.clients = clients;
        this.service = service;
        this.signer = signer;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return clients.require(request.request(), "introspect").compose(client -> introspect(request, client));
    }

    private Future<Answer> introspect(RoutingContext request, Client client) {
        return RequestReader.form(request, TokenParameter::read)
                .compose(service::introspect)
                .map(found -> write(request, client, found));
    }

    private Answer write(RoutingContext request, Client client, JsonObject found) {
        return MediaTypes.prefers(request.request(), IntrospectionSigner.MEDIA_TYPE)
                ? Answer.of(200, IntrospectionSigner.MEDIA_TYPE, Buffer.buffer(signer.sign(client.id(), found)))
                : Answer.json(found);
    }
}
