package dev.wxauth.development;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the page's buttons do to the world around the phone. Each gives what the page is answered. */
final class Controls {
    private final Vertx vertx;
    private final Messages messages;
    private final WeChatSimulator wechat;
    private final EmbeddedRedis redis;
    private final StoredView stored;
    private final String user;
    private volatile boolean frozen;

    Controls(
            Vertx vertx,
            Messages messages,
            WeChatSimulator wechat,
            EmbeddedRedis redis,
            StoredView stored,
            String user) {
        this.vertx = vertx;
        this.messages = messages;
        this.wechat = wechat;
        this.redis = redis;
        this.stored = stored;
        this.user = user;
    }

    /** wx.login */
    JsonObject code() {
        JsonObject code = new JsonObject().put("code", wechat.code(TestSettings.APPID, user));
        messages.add(Message.ask(Lane.PHONE, Lane.WECHAT, "wx.login()", new JsonObject()));
        messages.add(Message.answer(Lane.WECHAT, Lane.PHONE, true, "code", Masks.object(code)));
        return code;
    }

    /** The phone opens the mini program by the website's code. */
    JsonObject scanned(JsonObject code) {
        String text = "QR code, scene " + code.getInteger("scene");
        messages.add(Message.ask(Lane.WEBSITE, Lane.PHONE, text, Masks.object(code)));
        return new JsonObject();
    }

    /** wx.checkSession; the simulator's keys live on. */
    JsonObject checkSession() {
        messages.add(Message.ask(Lane.PHONE, Lane.WECHAT, "wx.checkSession()", new JsonObject()));
        messages.add(Message.answer(Lane.WECHAT, Lane.PHONE, true, "ok", new JsonObject()));
        return new JsonObject().put("valid", true);
    }

    /** Lets WeChat answer this errcode, {@code silence}, or {@code calm} for what is right, until it is told otherwise. */
    JsonObject trouble(String name) {
        switch (name) {
            case "calm" -> wechat.calm();
            case "silence" -> wechat.trouble(Trouble.silence());
            default -> wechat.trouble(Trouble.errcode(Integer.parseInt(name)));
        }
        return new JsonObject().put("trouble", name);
    }

    /** Succeeds when Redis stands still, or goes on. */
    Future<JsonObject> freeze(boolean on) {
        frozen = on;
        return vertx.executeBlocking(() -> frozenNow(on));
    }

    private JsonObject frozenNow(boolean on) {
        if (on) {
            redis.freeze();
        } else {
            redis.thaw();
        }
        return new JsonObject().put("frozen", on);
    }

    /** Succeeds with what stands in Redis; with nothing where that does not answer. */
    Future<JsonObject> stored() {
        Future<JsonArray> keys = frozen ? Future.succeededFuture(new JsonArray()) : stored.read();
        return keys.otherwise(new JsonArray())
                .map(found -> new JsonObject().put("frozen", frozen).put("keys", found));
    }
}
