package dev.wxauth.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * WeChat's HTTP side on the loopback address. A request is recorded, meets the trouble that is due, and is answered by
 * its route; paths are case-sensitive and unknown ones are 40066 (section 1.3 of the WeChat page).
 */
public final class WeChatServer {

    private static final Route UNKNOWN = new Route(false, WeChatServer::refuseUrl);

    /** HTTP/1.1 alone, since a lost connection means something else when requests share one. */
    private static final HttpServerOptions OPTIONS = new HttpServerOptions().setHttp2ClearTextEnabled(false);

    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, Route> routes;
    private final ControlRoutes control;
    private final RefusalTexts refusals;
    private final CallLog log = new CallLog();
    private final TroubleQueue snsTroubles = new TroubleQueue();
    private final TroubleQueue wxaTroubles = new TroubleQueue();
    private volatile CallWatcher watcher = CallWatcher.NOBODY;

    public WeChatServer(Vertx vertx, SimulatedWeChat weChat) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer(OPTIONS).requestHandler(this::handle);
        this.routes = routes(weChat);
        this.control = new ControlRoutes(weChat, snsTroubles);
        this.refusals = new RefusalTexts(weChat.clock());
    }

    /** Completes when the server listens; fails when another process has the port. */
    public Future<Void> listen(int port) {
        return server.listen(port, "127.0.0.1").mapEmpty();
    }

    /** Completes when the port is free again; calls under way are dropped. */
    public Future<Void> close() {
        return server.close();
    }

    public int port() {
        return server.actualPort();
    }

    public CallLog log() {
        return log;
    }

    /** Lets somebody see what arrives from now on, in place of who did so before. */
    public void watch(CallWatcher newWatcher) {
        watcher = newWatcher;
    }

    /** What befalls the calls under /sns. */
    public TroubleQueue snsTroubles() {
        return snsTroubles;
    }

    /** What befalls all other calls: those under /wxa and /cgi-bin. */
    public TroubleQueue wxaTroubles() {
        return wxaTroubles;
    }

    private static Map<String, Route> routes(SimulatedWeChat weChat) {
        SnsRoutes sns = new SnsRoutes(weChat);
        CgiBinRoutes cgiBin = new CgiBinRoutes(weChat);
        WxaRoutes wxa = new WxaRoutes(weChat);
        return Map.of(
                "/sns/jscode2session", new Route(true, sns::jscode2session),
                "/sns/oauth2/access_token", new Route(true, sns::oauth2AccessToken),
                "/sns/component/jscode2session", new Route(true, sns::componentJscode2session),
                "/cgi-bin/token", new Route(false, cgiBin::token),
                "/cgi-bin/stable_token", new Route(false, cgiBin::stableToken),
                "/wxa/checksession", new Route(false, wxa::checkSession),
                "/wxa/resetusersessionkey", new Route(false, wxa::resetUserSessionKey),
                "/wxa/business/getuserphonenumber", new Route(true, wxa::getUserPhoneNumber));
    }

    private static JsonObject refuseUrl(RecordedCall call) {
        throw new Refusal(40066);
    }

    private void handle(HttpServerRequest request) {
        if (request.path().startsWith("/simulator/")) {
            control.handle(request);
            return;
        }
        Trouble trouble = troublesOf(request).take();
        if (trouble.isBeforeReading()) {
            serve(request, "", trouble);
        } else {
            request.body().onSuccess(body -> serve(request, body.toString(), trouble));
        }
    }

    private void serve(HttpServerRequest request, String body, Trouble trouble) {
        try {
            RecordedCall call =
                    new RecordedCall(request.method().name(), request.path(), query(request), headers(request), body);
            log.add(call);
            watcher.arrived(call);
            trouble.befall(new Call(vertx, request, call, route(call), refusals, watcher));
        } catch (RuntimeException ownFault) {
            // Without this a mistake of the simulator would look like WeChat's silence.
            request.response().setStatusCode(500).end(ownFault.toString());
        }
    }

    private Route route(RecordedCall call) {
        return routes.getOrDefault(call.path(), UNKNOWN);
    }

    private TroubleQueue troublesOf(HttpServerRequest request) {
        return request.path().startsWith("/sns/") ? snsTroubles : wxaTroubles;
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static Map<String, String> query(HttpServerRequest request) {
        Map<String, String> query = new HashMap<>();
        request.params().forEach(query::putIfAbsent);
        return query;
    }
}
