package dev.wxauth.development;

import dev.wxauth.Wxauth;
import dev.wxauth.config.ConfigException;
import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.Front;
import dev.wxauth.support.Ports;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the first command of the README starts: the service, with an app of each kind, a real Redis, and a WeChat to play with. With
 * {@code WXAUTH_APPS} in the environment it is WeChat itself that is asked; any other variable of the service wins too. There is
 * a {@link Page} where all is played.
 */
public final class DevelopmentServer implements AutoCloseable {
    /** Set where several of them run at once: none takes the usual ports then, which another may be about to take. */
    private static final String ANY_PORTS = "DEVELOPMENT_ANY_PORTS";

    private static final String APPS = "WXAUTH_APPS";
    private static final String REDIS = "WXAUTH_REDIS_URL";
    private static final int REDIS_PORT = 6379;
    private static final int WECHAT_PORT = 8070;
    private static final int PAGE_PORT = 8060;
    private static final Duration READS_SECRETS_EVERY = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedRedis redis;
    private final Wxauth wxauth;
    private final String page;
    private final Instructions instructions;

    private DevelopmentServer(Map<String, String> environment) throws ConfigException {
        redis = isGiven(REDIS, environment) ? null : new EmbeddedRedis(port(environment, REDIS_PORT));
        String redisUrl = redis == null ? null : redis.url();
        boolean realWeChat = isGiven(APPS, environment);
        WeChatSimulator wechat = weChat(vertx, port(environment, WECHAT_PORT));
        Page shown = Page.isPossible(environment) ? new Page(vertx, wechat, redis) : null;
        Map<String, String> settings = settings(redisUrl, wechat.url(), realWeChat, environment);
        if (shown != null) {
            Await.result(shown.lead(settings));
        }
        override(settings, environment);
        Configuration configuration = ConfigLoader.load(settings, Path.of(""));
        wxauth = Await.result(Wxauth.start(vertx, configuration, 2, READS_SECRETS_EVERY));
        instructions = new Instructions(
                wxauth.port(), wxauth.managementPort(), redisUrl, wechat.url(), realWeChat, firstApp(configuration));
        page = shown == null ? null : Await.result(shown.show(wxauth.port(), port(environment, PAGE_PORT)));
    }

    /** Runs until it is interrupted; ends with status 1 and says why when it cannot start. */
    @SuppressWarnings("InterruptedExceptionSwallowed")
    public static void main(String[] arguments) {
        System.setProperty("log.level", "INFO");
        try {
            DevelopmentServer server = start(System.getenv());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Await.result(server.wxauth.stop())));
            if (server.page != null) {
                System.out.println("\nWatch it work: " + server.page);
            }
            System.out.println(server.instructions());
            Thread.currentThread().join();
        } catch (Exception e) {
            System.err.println("The development server cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    /** An environment for one beside others: the service at these ports, the rest at any that are free. */
    static Map<String, String> environment(int port, int managementPort) {
        return Map.of(
                ANY_PORTS,
                "true",
                "WXAUTH_PORT",
                Integer.toString(port),
                "WXAUTH_MANAGEMENT_PORT",
                Integer.toString(managementPort));
    }

    /** Starts one, and returns when it serves. */
    static DevelopmentServer start(Map<String, String> environment) throws ConfigException {
        return new DevelopmentServer(environment);
    }

    /** What it prints, to be pasted. */
    String instructions() {
        return instructions.text();
    }

    /** Where its page is; null where there is none. */
    String page() {
        return page;
    }

    @Override
    public void close() {
        Await.result(wxauth.stop());
        Await.result(vertx.close());
        if (redis != null) {
            redis.close();
        }
    }

    private static boolean isGiven(String setting, Map<String, String> environment) {
        return environment.containsKey(setting) || environment.containsKey(setting + "_FILE");
    }

    private static int port(Map<String, String> environment, int usual) {
        return environment.containsKey(ANY_PORTS) ? Ports.free() : Ports.preferably(usual);
    }

    private static WeChatSimulator weChat(Vertx vertx, int port) {
        WeChatSimulator wechat =
                Await.result(WeChatSimulator.start(vertx, port).recover(taken -> WeChatSimulator.start(vertx, 0)));
        Front.register(wechat);
        return wechat;
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
        } else {
            settings.put(APPS, Front.APPS);
            settings.put("WXAUTH_APP_KINDS", Front.KINDS);
        }
        return settings;
    }

    private static void override(Map<String, String> settings, Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith("WXAUTH_")) {
                settings.put(name, value);
                settings.remove(name.endsWith("_FILE") ? name.substring(0, name.length() - 5) : "");
            }
        });
    }
}
