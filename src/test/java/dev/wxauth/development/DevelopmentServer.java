package dev.wxauth.development;

import dev.wxauth.Wxauth;
import dev.wxauth.config.ConfigException;
import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.Ports;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the first command of the README starts: the service, a real Redis, and a WeChat to play with. With
 * {@code WXAUTH_APPS} in the environment it is WeChat itself that is asked; any other variable of the service wins too.
 */
public final class DevelopmentServer {
    private static final String APPS = "WXAUTH_APPS";
    private static final int REDIS_PORT = 6379;
    private static final int WECHAT_PORT = 8070;

    private DevelopmentServer() {}

    /** Runs until it is interrupted; ends with status 1 and says why when it cannot start. */
    @SuppressWarnings("InterruptedExceptionSwallowed")
    public static void main(String[] arguments) {
        System.setProperty("log.level", "INFO");
        try {
            run(System.getenv());
        } catch (Exception e) {
            System.err.println("The development server cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Map<String, String> environment) throws ConfigException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        String redis = environment.containsKey("WXAUTH_REDIS_URL")
                ? environment.get("WXAUTH_REDIS_URL")
                : new EmbeddedRedis(Ports.preferably(REDIS_PORT)).url();
        boolean realWeChat = environment.containsKey(APPS);
        WeChatSimulator wechat = Await.result(
                WeChatSimulator.start(vertx, WECHAT_PORT).recover(taken -> WeChatSimulator.start(vertx, 0)));
        wechat.app(TestSettings.APPID, TestSettings.APP_SECRET);
        Configuration configuration =
                ConfigLoader.load(settings(redis, wechat.url(), realWeChat, environment), Path.of(""));
        Wxauth wxauth = Await.result(Wxauth.start(vertx, configuration, 2));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Await.result(wxauth.stop())));
        Instructions instructions = new Instructions(
                wxauth.port(), wxauth.managementPort(), redis, wechat.url(), realWeChat, firstApp(configuration));
        System.out.println(instructions.text());
        Thread.currentThread().join();
    }

    private static String firstApp(Configuration configuration) {
        return configuration.apps().get().secrets().keySet().iterator().next();
    }

    private static Map<String, String> settings(
            String redis, String wechat, boolean realWeChat, Map<String, String> environment) {
        Map<String, String> settings = TestSettings.create(redis, wechat);
        settings.put("WXAUTH_PORT", "8080");
        settings.put("WXAUTH_MANAGEMENT_PORT", "9090");
        settings.put("WXAUTH_ISSUER", "http://localhost:" + environment.getOrDefault("WXAUTH_PORT", "8080"));
        settings.put("WXAUTH_DEVICE_URI", settings.get("WXAUTH_ISSUER") + "/d");
        settings.remove("WXAUTH_RATE_LIMIT");
        if (realWeChat) {
            settings.remove("WXAUTH_WECHAT_URLS");
        }
        environment.forEach((name, value) -> {
            if (name.startsWith("WXAUTH_")) {
                settings.put(name, value);
                settings.remove(name.endsWith("_FILE") ? name.substring(0, name.length() - 5) : "");
            }
        });
        return settings;
    }
}
