package dev.wxauth.support;

import dev.wxauth.simulator.WeChatSimulator;
import io.vertx.core.Vertx;
import java.util.Map;

/** What a program needs beside it, until it is closed: a Redis of its own, and a WeChat that knows the mini program. */
public final class Neighbours implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final TestRedis redis = TestRedis.create();
    private final WeChatSimulator wechat = Await.result(WeChatSimulator.start(vertx, 0));

    /** Starts both. */
    public Neighbours() {
        wechat.app(TestSettings.APPID, TestSettings.APP_SECRET);
    }

    /** The environment of a program that is to find them, with ports of its own. */
    public Map<String, String> settings() {
        Map<String, String> settings = TestSettings.create(redis.url(), wechat.url());
        settings.put("WXAUTH_PORT", Integer.toString(Ports.free()));
        settings.put("WXAUTH_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        return settings;
    }

    /** Redis. */
    public TestRedis redis() {
        return redis;
    }

    /** WeChat. */
    public WeChatSimulator wechat() {
        return wechat;
    }

    @Override
    public void close() {
        Await.result(vertx.close());
        redis.close();
    }
}
