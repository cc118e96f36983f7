package dev.wxauth.server;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.wxauth.admin.AdminEndpoints;
import dev.wxauth.admin.PersonEndpoints;
import dev.wxauth.authentication.Authentication;
import dev.wxauth.device.DeviceEndpoints;
import dev.wxauth.device.DevicePage;
import dev.wxauth.grant.CheckFile;
import dev.wxauth.limit.LoginRate;
import dev.wxauth.login.LoginEndpoints;
import dev.wxauth.oauth.OauthEndpoints;
import dev.wxauth.userdata.UserdataEndpoints;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.Routes;
import io.vertx.ext.web.Router;

/** The routes of the public port (contract, sections 3, 4 and 10). */
final class ApiRouter {
    private static final String USER = "/auth/users/{appid}/{openid}";
    private static final String PERSON = "/auth/persons/{person}";
    private static final String LOGIN = "login";
    private static final String INTROSPECT = "introspect";
    private static final String REVOKE = "revoke";
    private static final String READ = "users:read";
    private static final String WRITE = "users:write";
    private static final String SESSION_KEY = "session-key";

    private final Routes routes;
    private final Authentication who;
    private final Endpoints endpoints;

    private ApiRouter(Routes routes, Endpoints endpoints) {
        this.routes = routes;
        this.who = endpoints.who();
        this.endpoints = endpoints;
    }

    static Router create(Routes routes, Endpoints endpoints) {
        ApiRouter router = new ApiRouter(routes, endpoints);
        router.miniProgram(endpoints.login(), endpoints.userdata());
        router.services(endpoints.oauth());
        router.users(endpoints.admin(), endpoints.userdata());
        router.persons(endpoints.persons());
        router.discovery(endpoints.oauth());
        endpoints.devices().ifPresent(router::otherDevices);
        return routes.build();
    }

    private void miniProgram(LoginEndpoints login, UserdataEndpoints userdata) {
        routes.addWithBody(POST, "/auth/login", login())
                .addWithBody(POST, "/auth/refresh", login::refresh)
                .addWithBody(POST, "/auth/logout", login::logout)
                .add(GET, "/auth/session", who.forUser(login::session))
                .add(GET, "/auth/sessions", who.forUser(login::sessions))
                .add(DELETE, "/auth/sessions/{session_id}", who.forUser(login::endSession))
                .add(GET, "/auth/profile", who.forUser(userdata::profile))
                .addWithBody(PUT, "/auth/profile", who.forUser(userdata::changeProfile))
                .addWithBody(POST, "/auth/decrypt", who.forOwnDevice(userdata::decrypt))
                .addWithBody(POST, "/auth/phone", who.forOwnDevice(userdata::phone))
                .addWithBody(POST, "/auth/session-key/check", who.forOwnDevice(userdata::checkKey));
    }

    /** Codes that pass through a browser are a server's to bring. */
    private Endpoint login() {
        Endpoint login = endpoints.login()::login;
        LoginRate rate = endpoints.rate();
        return endpoints.login().byKind(rate.around(login), who.forClient(LOGIN, rate.aroundClients(login)));
    }

    private void services(OauthEndpoints oauth) {
        routes.addTree("/auth/verify", oauth::verify)
                .addWithBody(POST, "/auth/introspect", who.forClient(INTROSPECT, oauth::introspect))
                .addWithBody(POST, "/auth/revoke", who.forClient(REVOKE, oauth::revoke));
    }

    private void users(AdminEndpoints admin, UserdataEndpoints userdata) {
        routes.add(GET, USER, who.forKnownUser(READ, admin::user))
                .add(DELETE, USER, who.forNamedUser(WRITE, admin::erase))
                .addWithBody(PUT, USER + "/roles", who.forKnownUser(WRITE, admin::changeRoles))
                .add(DELETE, USER + "/sessions", who.forNamedUser(WRITE, admin::endSessions))
                .addWithBody(POST, USER + "/decrypt", who.forKnownUser(SESSION_KEY, userdata::decryptFor))
                .addWithBody(POST, USER + "/sign", who.forKnownUser(SESSION_KEY, userdata::signFor))
                .addWithBody(POST, USER + "/session-key/check", who.forKnownUser(SESSION_KEY, userdata::checkKeyOf))
                .addWithBody(POST, USER + "/session-key/reset", who.forKnownUser(SESSION_KEY, userdata::resetKeyOf));
    }

    private void otherDevices(OtherDevices devices) {
        DeviceEndpoints requests = devices.requests();
        routes.addWithBody(POST, "/auth/device_authorization", who.forDeviceClient(requests::authorize))
                .addWithBody(POST, "/auth/token", who.forDeviceClient(devices.tokens()::token))
                .addWithBody(POST, "/auth/device/scan", who.forOwnDevice(requests::scan))
                .addWithBody(POST, "/auth/device/approve", who.forOwnDevice(requests::approve))
                .addWithBody(POST, "/auth/device/deny", who.forOwnDevice(requests::deny));
        devices.settings().checkFile().ifPresent(file -> checkFile(file, devices.path()));
        routes.addTree(GET, devices.path(), DevicePage::page);
    }

    /** WeChat asks for it where the rule's address is, and where the domain is. */
    private void checkFile(CheckFile file, String page) {
        routes.add(GET, page + "/" + file.name(), request -> DevicePage.file(file))
                .add(GET, "/" + file.name(), request -> DevicePage.file(file));
    }

    private void persons(PersonEndpoints persons) {
        routes.add(GET, PERSON, who.forClient(READ, persons::person))
                .add(DELETE, PERSON + "/sessions", who.forClient(WRITE, persons::endSessions));
    }

    private void discovery(OauthEndpoints oauth) {
        routes.add(GET, "/.well-known/oauth-authorization-server", oauth::metadata)
                // The name under which RFC 8414 section 5 knows it too: many clients look nowhere else.
                .add(GET, "/.well-known/openid-configuration", oauth::metadata)
                .add(GET, "/.well-known/jwks.json", oauth::jwks)
                .add(GET, "/openapi.json", oauth::openApi);
    }
}
