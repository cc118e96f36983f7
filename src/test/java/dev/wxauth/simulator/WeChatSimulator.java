package dev.wxauth.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * A real HTTP server that plays WeChat, and the WeChat app in the user's hand, for tests and for the development
 * server. It plays sections 1 to 5, 10 and 13 of the WeChat page. Users are known by a name of the test's choice; their
 * openid and unionid follow from it. All methods may be called from any thread while it serves.
 */
public final class WeChatSimulator {

    private final SimulatedWeChat weChat = new SimulatedWeChat();
    private final OpenData openData = new OpenData(weChat);
    private final WeChatServer server;

    private WeChatSimulator(Vertx vertx) {
        this.server = new WeChatServer(vertx, weChat);
    }

    /** Listens on 127.0.0.1, port 0 being any free one. Succeeds when it listens, fails when others have the port. */
    public static Future<WeChatSimulator> start(Vertx vertx, int port) {
        WeChatSimulator simulator = new WeChatSimulator(vertx);
        return simulator.server.listen(port).map(simulator);
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Completes when the port is free again; calls under way lose their connection. */
    public Future<Void> close() {
        return server.close();
    }

    /** Registers an app, all of whose secrets are valid. A second call replaces the secrets. */
    public WeChatSimulator app(String appid, String... secrets) {
        weChat.register(appid, secrets);
        return this;
    }

    /** Registers a third-party platform, which may log users in to every app. */
    public WeChatSimulator component(String componentAppid, String componentAccessToken) {
        weChat.registerComponent(componentAppid, componentAccessToken);
        return this;
    }

    public String openid(String appid, String user) {
        return SimulatedUser.openid(appid, user);
    }

    public String unionid(String user) {
        return SimulatedUser.unionid(user);
    }

    /** wx.login: a code for one use within 300 seconds. The app need not be registered. */
    public String code(String appid, String user) {
        return weChat.mintLoginCode(appid, user);
    }

    /** A page of an official account, a website or a mobile app: a code for one use within 5 minutes, or 10 for a website. */
    public String pageCode(String appid, String user, PageScope scope) {
        return weChat.mintPageCode(appid, user, scope);
    }

    /** From now on this user sees pages in snapshot mode, as an invented user. */
    public void snapshot(String user) {
        weChat.snapshot(user);
    }

    /** Moves the app to another Open Platform account: its users have other unionids there. An empty name is the first one. */
    public void move(String appid, String platform) {
        weChat.move(appid, platform);
    }

    /** The unionid within an Open Platform account. */
    public String unionid(String platform, String user) {
        return SimulatedUser.unionid(platform, user);
    }

    /** The phone button: a code for one use within 300 seconds. Foreign numbers are written {@code +852 61234567}. */
    public String phoneCode(String appid, String user, String phoneNumber) {
        return weChat.mintPhoneCode(appid, user, phoneNumber);
    }

    /** The session_key that is alive now. */
    public String sessionKey(String appid, String user) {
        return user(appid, user).sessionKey();
    }

    public void sessionKey(String appid, String user, String key) {
        user(appid, user).sessionKey(key);
    }

    /** Kills the session_key and answers its successor. */
    public String rotateSessionKey(String appid, String user) {
        return user(appid, user).rotateSessionKey();
    }

    /** Whether wx.login makes a new session_key each time. It does not at first. */
    public void rotateOnEveryCode(boolean on) {
        weChat.rotateOnEveryCode(on);
    }

    /** Whether the apps are bound to an Open Platform account, so that answers have a unionid. They are at first. */
    public void bindUnionid(boolean on) {
        weChat.bindUnionid(on);
    }

    /** WeChat refuses to log this user in, by 40226. */
    public void block(String user) {
        weChat.block(user);
    }

    /** {@code {"encryptedData", "iv"}} under the current key, with a watermark unless the data have one. */
    public JsonObject encrypt(String appid, String user, JsonObject data) {
        return openData.encrypt(user(appid, user), data);
    }

    /** {@code {"rawData", "signature", "encryptedData", "iv"}} under the current key. */
    public JsonObject signedProfile(String appid, String user, JsonObject userInfo) {
        return openData.signedProfile(user(appid, user), userInfo);
    }

    /** Befalls all calls under /sns until {@link #calm}. */
    public void trouble(Trouble trouble) {
        server.snsTroubles().lasting(trouble);
    }

    /** Befalls the next calls under /sns, after those already ordered and before the lasting one. */
    public void troubleNext(int times, Trouble trouble) {
        server.snsTroubles().next(times, trouble);
    }

    /** Befalls all calls under /wxa and /cgi-bin until {@link #calm}. */
    public void wxaTrouble(Trouble trouble) {
        server.wxaTroubles().lasting(trouble);
    }

    /** Befalls the next calls under /wxa and /cgi-bin, of which the first may be the fetching of a token. */
    public void wxaTroubleNext(int times, Trouble trouble) {
        server.wxaTroubles().next(times, trouble);
    }

    /** Ends all troubles. */
    public void calm() {
        server.snsTroubles().calm();
        server.wxaTroubles().calm();
    }

    /** Lets WeChat's clock run ahead, so that codes and access_tokens expire. */
    public void advance(Duration duration) {
        weChat.clock().advance(duration);
    }

    /** Lets somebody see what arrives from now on, and what is answered, in place of who did so before. */
    public void watch(CallWatcher watcher) {
        server.watch(watcher);
    }

    /** How many requests arrived at this path, those that met a trouble included. */
    public int calls(String path) {
        return server.log().count(path);
    }

    /** The requests that arrived, oldest first; at most the last 10 000. */
    public List<RecordedCall> recorded() {
        return server.log().calls();
    }

    public void resetCalls() {
        server.log().clear();
    }

    /** How many access_tokens this app was given, over both endpoints. */
    public int tokenFetches(String appid) {
        return weChat.accessTokens().fetches(appid);
    }

    /** The app's tokens answer 42001 from now on. */
    public void expireAccessTokens(String appid) {
        weChat.accessTokens().expire(appid);
    }

    /** The app's tokens answer 40001 from now on. */
    public void killAccessTokens(String appid) {
        weChat.accessTokens().kill(appid);
    }

    private SimulatedUser user(String appid, String name) {
        return weChat.user(appid, name);
    }
}
