package dev.wxauth.server;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.wxauth.admin.AdminEndpoints;
import dev.wxauth.authentication.Authentication;
import dev.wxauth.login.LoginEndpoints;
import dev.wxauth.oauth.OauthEndpoints;
import dev.wxauth.userdata.UserdataEndpoints;
import dev.wxauth.web.Routes;
import io.vertx.ext.web.Router;

/** The routes of the public port (contract, sections 3 and 4). */
final class ApiRouter {
    private static final String USER = "/auth/users/:appid/:openid";
    private static final String INTROSPECT = "introspect";
    private static final String REVOKE = "revoke";
    private static final String READ = "users:read";
    private static final String WRITE = "users:write";
    private static final String SESSION_KEY = "session-key";

    private ApiRouter() {}

    static Router create(Routes routes, Endpoints endpoints) {
        Authentication who = endpoints.who();
        LoginEndpoints login = endpoints.login();
        UserdataEndpoints userdata = endpoints.userdata();
        OauthEndpoints oauth = endpoints.oauth();
        AdminEndpoints admin = endpoints.admin();
        return routes
                // The mini program.
                .addWithBody(POST, "/auth/login", endpoints.rate().around(login::login))
                .addWithBody(POST, "/auth/refresh", login::refresh)
                .addWithBody(POST, "/auth/logout", login::logout)
                .add(GET, "/auth/session", who.forUser(login::session))
                .add(GET, "/auth/sessions", who.forUser(login::sessions))
                .add(DELETE, "/auth/sessions/:session_id", who.forUser(login::endSession))
                .add(GET, "/auth/profile", who.forUser(userdata::profile))
                .addWithBody(PUT, "/auth/profile", who.forUser(userdata::changeProfile))
                .addWithBody(POST, "/auth/decrypt", who.forUser(userdata::decrypt))
                .addWithBody(POST, "/auth/phone", who.forUser(userdata::phone))
                .addWithBody(POST, "/auth/session-key/check", who.forUser(userdata::checkKey))
                // Gateways and other services.
                .addTree("/auth/verify", oauth::verify)
                .addWithBody(POST, "/auth/introspect", who.forClient(INTROSPECT, oauth::introspect))
                .addWithBody(POST, "/auth/revoke", who.forClient(REVOKE, oauth::revoke))
                .add(GET, USER, who.forKnownUser(READ, admin::user))
                .add(DELETE, USER, who.forNamedUser(WRITE, admin::erase))
                .addWithBody(PUT, USER + "/roles", who.forKnownUser(WRITE, admin::changeRoles))
                .add(DELETE, USER + "/sessions", who.forNamedUser(WRITE, admin::endSessions))
                .addWithBody(POST, USER + "/decrypt", who.forKnownUser(SESSION_KEY, userdata::decryptFor))
                .addWithBody(POST, USER + "/sign", who.forKnownUser(SESSION_KEY, userdata::signFor))
                .addWithBody(POST, USER + "/session-key/check", who.forKnownUser(SESSION_KEY, userdata::checkKeyOf))
                .addWithBody(POST, USER + "/session-key/reset", who.forKnownUser(SESSION_KEY, userdata::resetKeyOf))
                .add(GET, "/.well-known/oauth-authorization-server", oauth::metadata)
                // The name under which RFC 8414 section 5 knows it too: many clients look nowhere else.
                .add(GET, "/.well-known/openid-configuration", oauth::metadata)
                .add(GET, "/.well-known/jwks.json", oauth::jwks)
                .add(GET, "/openapi.json", oauth::openApi)
                .build();
    }
}
