package dev.wxauth.server;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.ext.web.Router;

/** The routes of the public port (contract, sections 3 and 4). The ones that are asked most come first. */
final class ApiRouter {
    private ApiRouter() {}

    static Router create(Routes routes, Services services) {
        return routes.addWithBody(POST, "/auth/introspect", services.introspection())
                .addAnyMethod("/auth/verify", services.verification())
                // The mini program.
                .addWithBody(POST, "/auth/login", services.login())
                .addWithBody(POST, "/auth/refresh", services.refresh())
                .addWithBody(POST, "/auth/logout", services.logout())
                .add(GET, "/auth/session", services.sessions()::current)
                .add(GET, "/auth/sessions", services.sessions()::list)
                .add(DELETE, "/auth/sessions/:session_id", services.sessions()::delete)
                // Other services.
                .addWithBody(POST, "/auth/revoke", services.revocation())
                .add(GET, "/.well-known/oauth-authorization-server", services.discovery()::metadata)
                .add(GET, "/.well-known/jwks.json", services.discovery()::jwks)
                .add(GET, "/openapi.json", services.discovery()::openApi)
                .build();
    }
}
