package dev.wxauth.development;

import dev.wxauth.identity.UserId;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A page to watch the service work: a phone that runs the real client library, a website with its own server, everybody's
 * messages as they happen, and buttons that do real things to the service beside it. It needs stand-ins for all that the service
 * asks.
 */
final class Page {
    private static final String USER = "alice";
    private static final List<String> OURS = List.of(
            "WXAUTH_APPS",
            "WXAUTH_APP_KINDS",
            "WXAUTH_REDIS_URL",
            "WXAUTH_WECHAT_URLS",
            "WXAUTH_SIGNING_KEYS",
            "WXAUTH_MASTER_KEYS");

    private final Vertx vertx;
    private final WeChatSimulator wechat;
    private final EmbeddedRedis redis;
    private final Messages messages = new Messages();
    private final Operator operator;

    Page(Vertx vertx, WeChatSimulator wechat, EmbeddedRedis redis) {
        this.vertx = vertx;
        this.wechat = wechat;
        this.redis = redis;
        this.operator = new Operator(wechat, messages);
        wechat.watch(new WeChatTraffic(messages));
    }

    /** Whether an environment leaves to us all that the page shows or changes. */
    static boolean isPossible(Map<String, String> environment) {
        return OURS.stream()
                .noneMatch(name -> environment.containsKey(name) || environment.containsKey(name + "_FILE"));
    }

    /**
     * Has settings lead past the page. Succeeds with them when the way to Redis stands. What takes minutes by default takes
     * seconds here, for those who watch.
     */
    Future<Map<String, String>> lead(Map<String, String> settings) {
        operator.mount(settings);
        settings.put("WXAUTH_ROTATION_GRACE", "5s");
        settings.put("WXAUTH_KEY_ACTIVATION", "2s");
        return new RedisTap(vertx, redis.port(), messages).listen().map(url -> leadToTap(settings, url));
    }

    private static Map<String, String> leadToTap(Map<String, String> settings, String url) {
        settings.put("WXAUTH_REDIS_URL", url);
        return settings;
    }

    /** Shows the service that serves on this port. Succeeds with the page's URL, and fails when its own port is taken. */
    Future<String> show(int servicePort, int port) {
        ServiceCaller service = new ServiceCaller(vertx, servicePort, messages);
        PageFiles files = new PageFiles(vertx);
        PageServer server = new PageServer(vertx).messages(messages).files(files);
        addWorld(server);
        addOthers(server, service);
        addWebsite(server, service);
        return server.otherwise(files).listen(port);
    }

    private void addWorld(PageServer server) {
        UserId user = new UserId(TestSettings.APPID, wechat.openid(TestSettings.APPID, USER));
        StoredView stored = new StoredView(vertx, redis.url(), user);
        Controls controls = new Controls(vertx, messages, wechat, redis, stored, USER);
        server.stored(controls::stored)
                .control("code", given -> done(controls::code))
                .control("check-session", given -> done(controls::checkSession))
                .control("scanned", given -> done(() -> controls.scanned(given)))
                .control("wechat", given -> done(() -> controls.trouble(given.getString("trouble"))))
                .control("redis", given -> controls.freeze(given.getBoolean("frozen")));
    }

    private void addOthers(PageServer server, ServiceCaller service) {
        ServiceProxy proxy = new ServiceProxy(service);
        Strangers strangers = new Strangers(wechat, service, USER);
        server.proxy(proxy)
                .control("lose", proxy::loseNext)
                .control("elsewhere", given -> strangers.logOutEverywhere())
                .control("steal", given -> strangers.useStolen(given.getString("skey")))
                .control("scan-too", given -> strangers.scan(given.getString("ticket")))
                .control("signing-key", operator::rotateSigningKey)
                .control("master-key", operator::rotateMasterKey)
                .control("app-secret", operator::rotateAppSecret);
    }

    private void addWebsite(PageServer server, ServiceCaller service) {
        Website website = new Website(wechat, service, messages, USER);
        server.website("show", website::show)
                .website("begin", website::begin)
                .website("poll", website::poll)
                .website("by-wechat", website::byWeChat)
                .website("refresh", website::refresh)
                .website("logout", website::logout)
                .website("end-person", website::endPerson);
    }

    private static Future<JsonObject> done(Supplier<JsonObject> action) {
        return Future.succeededFuture(action.get());
    }
}
