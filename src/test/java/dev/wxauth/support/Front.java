package dev.wxauth.support;

import dev.wxauth.simulator.PageScope;
import dev.wxauth.simulator.WeChatSimulator;
import io.vertx.core.json.JsonObject;

/**
 * One of WeChat's fronts, and the server behind it that brings its codes.
 *
 * @param scope what its pages ask for; null for a mini program, which brings its codes itself
 */
public record Front(ServiceExtension service, String appid, PageScope scope) {
    private static final String SECRET = "fedcba9876543210fedcba9876543210";

    /** An official account. */
    public static final String OFFICIAL = "wxaaaaaaaaaaaaaaaa";

    /** A website. */
    public static final String WEBSITE = "wxbbbbbbbbbbbbbbbb";

    /** A mobile app. */
    public static final String MOBILE = "wxcccccccccccccccc";

    /** {@code WXAUTH_APPS} with the mini program and one of each other kind. */
    public static final String APPS = String.join(
            ",",
            TestSettings.APPID + ":" + TestSettings.APP_SECRET,
            OFFICIAL + ":" + SECRET,
            WEBSITE + ":" + SECRET,
            MOBILE + ":" + SECRET);

    /** {@code WXAUTH_APP_KINDS} for them. */
    public static final String KINDS = OFFICIAL + "=official," + WEBSITE + "=website," + MOBILE + "=mobile";

    /** Makes all of them known to WeChat. */
    public static void register(WeChatSimulator wechat) {
        wechat.app(TestSettings.APPID, TestSettings.APP_SECRET)
                .app(OFFICIAL, SECRET)
                .app(WEBSITE, SECRET)
                .app(MOBILE, SECRET);
    }

    /** A service that serves them all. */
    public static ServiceExtension serving() {
        return new ServiceExtension().with("WXAUTH_APPS", APPS).with("WXAUTH_APP_KINDS", KINDS);
    }

    public static Front miniProgram(ServiceExtension service) {
        return new Front(service, TestSettings.APPID, null);
    }

    public static Front official(ServiceExtension service) {
        return known(service, OFFICIAL, PageScope.SNSAPI_USERINFO);
    }

    /** The same, which asks nobody for consent. */
    public static Front silent(ServiceExtension service) {
        return known(service, OFFICIAL, PageScope.SNSAPI_BASE);
    }

    public static Front website(ServiceExtension service) {
        return known(service, WEBSITE, PageScope.SNSAPI_LOGIN);
    }

    public static Front mobile(ServiceExtension service) {
        return known(service, MOBILE, PageScope.SNSAPI_USERINFO);
    }

    private static Front known(ServiceExtension service, String appid, PageScope scope) {
        service.wechat().app(appid, SECRET);
        return new Front(service, appid, scope);
    }

    /** What WeChat sends to the server by way of the user. */
    public String code(String user) {
        return scope == null
                ? service.wechat().code(appid, user)
                : service.wechat().pageCode(appid, user, scope);
    }

    public String openid(String user) {
        return service.wechat().openid(appid, user);
    }

    /** The path by which other services name this user. */
    public String path(String user) {
        return "/auth/users/" + appid + "/" + openid(user);
    }

    /** Logs a user in at the first instance. */
    public JsonObject login(String user) {
        return login(user, 0);
    }

    /** Logs a user in. */
    public JsonObject login(String user, int instance) {
        Reply reply = exchange(code(user), instance, "Authorization", ServiceExtension.client());
        if (reply.status() != 200) {
            throw new IllegalStateException("login answered " + reply.status() + " " + reply.body());
        }
        return reply.json();
    }

    /** Brings a code as a client that may. */
    public Reply exchange(String code) {
        return exchange(code, 0, "Authorization", ServiceExtension.client());
    }

    /** Brings a code to an instance; headers are names and values by turns. */
    public Reply exchange(String code, int instance, String... headers) {
        return service.http(instance)
                .postJson("/auth/login", new JsonObject().put("appid", appid).put("code", code), headers);
    }
}
