package dev.wxauth.hostile;

import dev.wxauth.support.Device;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A valid request.
 *
 * @param route its method, and its path as the OpenAPI document has it
 * @param type the body's Content-Type, empty without a body
 */
record Template(String route, String path, String authorization, String type, String body) {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String USER = "/auth/users/{appid}/{openid}";
    private static final String PERSON = "/auth/persons/{person}";

    String method() {
        return route.substring(0, route.indexOf(' '));
    }

    /** One for each route of the public port, for this user. */
    static List<Template> of(ServiceExtension service, MiniProgram user, String name) {
        String bearer = user.bearer();
        String client = ServiceExtension.client();
        String skey = user.tokens().getString("skey");
        JsonObject data = user.encrypt(new JsonObject().put("a", 1));
        JsonObject code = new JsonObject().put("code", service.wechat().code(TestSettings.APPID, name));
        JsonObject phone = new JsonObject().put("code", user.phoneCode("13812345678"));
        JsonObject profile = new JsonObject().put("nickName", "n").put("avatarUrl", "https://a.example/b");
        List<Template> all = new ArrayList<>();
        all.add(json(
                "POST /auth/login", "", code.put("appid", TestSettings.APPID).put("device", "d")));
        all.add(json("POST /auth/refresh", "", new JsonObject().put("skey", skey)));
        all.add(json("POST /auth/logout", bearer, new JsonObject().put("everywhere", false)));
        all.add(plain("GET /auth/session", bearer));
        all.add(plain("GET /auth/sessions", bearer));
        all.add(plain("DELETE /auth/sessions/{session_id}", bearer)
                .at("/auth/sessions/" + user.tokens().getString("session_id")));
        all.add(plain("GET /auth/profile", bearer));
        all.add(json("PUT /auth/profile", bearer, profile));
        all.add(json("POST /auth/decrypt", bearer, data));
        all.add(json("POST /auth/phone", bearer, phone));
        all.add(plain("POST /auth/session-key/check", bearer));
        all.addAll(ofDevices(Device.asks(service.http()), bearer));
        all.add(form("POST /auth/introspect", client, "token", skey));
        all.add(form("POST /auth/revoke", client, "token", skey));
        all.add(plain("GET /auth/verify", bearer));
        all.add(plain("GET " + USER, client).at(user.path()));
        all.add(plain("DELETE " + USER, client).at(user.path()));
        all.add(json("PUT " + USER + "/roles", client, new JsonObject().put("roles", new JsonArray().add("r")))
                .at(user.path() + "/roles"));
        all.add(plain("DELETE " + USER + "/sessions", client).at(user.path() + "/sessions"));
        all.add(json("POST " + USER + "/decrypt", client, data).at(user.path() + "/decrypt"));
        all.add(plain("POST " + USER + "/session-key/check", client).at(user.path() + "/session-key/check"));
        all.add(plain("POST " + USER + "/session-key/reset", client).at(user.path() + "/session-key/reset"));
        all.add(json("POST " + USER + "/sign", client, new JsonObject().put("data", "x"))
                .at(user.path() + "/sign"));
        String person = "/auth/persons/" + user.tokens().getString("person");
        all.add(plain("GET " + PERSON, client).at(person));
        all.add(plain("DELETE " + PERSON + "/sessions", client).at(person + "/sessions"));
        all.add(plain("GET /.well-known/oauth-authorization-server", ""));
        all.add(plain("GET /.well-known/openid-configuration", ""));
        all.add(plain("GET /.well-known/jwks.json", ""));
        all.add(plain("GET /openapi.json", ""));
        return all;
    }

    private static List<Template> ofDevices(Device device, String bearer) {
        JsonObject ticket = new JsonObject().put("ticket", device.ticket());
        return List.of(
                form("POST /auth/device_authorization", "", "client_id", TestSettings.PUBLIC_ID, "device", "d"),
                form(
                        "POST /auth/token",
                        "",
                        "client_id",
                        TestSettings.PUBLIC_ID,
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        device.deviceCode()),
                json("POST /auth/device/scan", bearer, ticket.copy().put("scene", 1011)),
                json("POST /auth/device/approve", bearer, ticket.copy().put("user_code", device.userCode())),
                json("POST /auth/device/deny", bearer, ticket),
                plain("GET /d", "").at("/d/" + device.ticket()));
    }

    private static Template plain(String route, String authorization) {
        return new Template(route, pathOf(route), authorization, "", "");
    }

    private static Template json(String route, String authorization, JsonObject body) {
        return new Template(route, pathOf(route), authorization, JSON, body.encode());
    }

    private static Template form(String route, String authorization, String... pairs) {
        return new Template(route, pathOf(route), authorization, FORM, HttpCaller.form(pairs));
    }

    private static String pathOf(String route) {
        return route.substring(route.indexOf(' ') + 1);
    }

    private Template at(String other) {
        return new Template(route, other, authorization, type, body);
    }
}
