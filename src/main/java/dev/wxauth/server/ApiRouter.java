package dev.wxauth.server;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.ext.web.Router;

/** The routes of the public port (contract, sections 3 and 4). The ones that are asked most come first. */
final class ApiRouter {
    private static final String USER = "/auth/users/:appid/:openid";

    private ApiRouter() {}

    static Router create(Routes routes, Services services) {
        return routes.addWithBody(POST, "/auth/introspect", services.introspection())
                .addTree("/auth/verify", services.verification())
                // The mini program.
                .addWithBody(POST, "/auth/login", services.login())
                .addWithBody(POST, "/auth/refresh", services.refresh())
                .addWithBody(POST, "/auth/logout", services.logout())
                .add(GET, "/auth/session", services.sessions()::current)
                .add(GET, "/auth/sessions", services.sessions()::list)
                .add(DELETE, "/auth/sessions/:session_id", services.sessions()::delete)
                .add(GET, "/auth/profile", services.profile()::get)
                .addWithBody(PUT, "/auth/profile", services.profile()::put)
                .addWithBody(POST, "/auth/decrypt", services.decryption())
                .addWithBody(POST, "/auth/phone", services.phone())
                .addWithBody(POST, "/auth/session-key/check", services.sessionKeyCheck())
                // Other services.
                .addWithBody(POST, "/auth/revoke", services.revocation())
                .add(GET, USER, services.user()::get)
                .add(DELETE, USER, services.user()::delete)
                .addWithBody(PUT, USER + "/roles", services.userRoles())
                .add(DELETE, USER + "/sessions", services.userSessions())
                .addWithBody(POST, USER + "/decrypt", services.userSessionKey()::decrypt)
                .addWithBody(POST, USER + "/sign", services.userSessionKey()::sign)
                .addWithBody(POST, USER + "/session-key/check", services.userSessionKey()::check)
                .addWithBody(POST, USER + "/session-key/reset", services.userSessionKey()::reset)
                .add(GET, "/.well-known/oauth-authorization-server", services.discovery()::metadata)
                // The name under which RFC 8414 section 5 knows it too: many clients look nowhere else.
                .add(GET, "/.well-known/openid-configuration", services.discovery()::metadata)
                .add(GET, "/.well-known/jwks.json", services.discovery()::jwks)
                .add(GET, "/openapi.json", services.discovery()::openApi)
                .build();
    }
}
