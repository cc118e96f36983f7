package dev.wxauth.support;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.wxauth.Wxauth;
import dev.wxauth.config.ConfigException;
import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.settings.SecretWatch;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.tracing.Tracing;
import dev.wxauth.tracing.TracingSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs the service for a test class, with a real Redis and a simulated WeChat, all over real sockets. Redis is emptied and
 * WeChat calmed before each test, unless tests run side by side. Signatures are made by the provider that the program installs, too.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ServiceExtension service = new ServiceExtension().with("WXAUTH_ROTATION_GRACE", "1s").instances(2);
 * }</pre>
 */
public final class ServiceExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final String ISSUER = "WXAUTH_ISSUER";
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    static {
        // The JDK's own takes half of the time of thousands of logins.
        AmazonCorrettoCryptoProvider.install();
    }

    private final Map<String, String> overrides = new LinkedHashMap<>();
    private final List<Wxauth> running = new ArrayList<>();
    private Map<String, String> settings;
    private int instances = 1;
    private Duration readsSecretsEvery = SecretWatch.NOW_AND_THEN;
    private boolean sideBySide;
    private boolean ownRedis;
    private String[] redisSettings = {};
    private TestRedis redis;
    private RedisView view;
    private Tracing tracing;
    private Vertx vertx;
    private Vertx vertxOfWeChat;
    private WeChatSimulator wechat;

    /** Sets a variable; an empty value takes a default of the tests away. */
    public ServiceExtension with(String variable, String value) {
        overrides.put(variable, value);
        return this;
    }

    /** Serves at an address that is known before it starts, and is its issuer, so that clients discover all by it. */
    public ServiceExtension asIssuer() {
        int port = Ports.free();
        return with("WXAUTH_PORT", Integer.toString(port)).with(ISSUER, "http://127.0.0.1:" + port);
    }

    /** Has mounted secrets read more often, where it is not the time that a test is about. */
    public ServiceExtension readsSecretsOften() {
        readsSecretsEvery = Duration.ofMillis(500);
        return this;
    }

    /** For tests that run at the same time, each with users of its own: none clears away what another needs. */
    public ServiceExtension sideBySide() {
        sideBySide = true;
        return this;
    }

    /** How many instances share the Redis: pods, as it were. */
    public ServiceExtension instances(int count) {
        instances = count;
        return this;
    }

    /** Takes a Redis that the tests may break, with settings such as {@code --timeout 1}. */
    public ServiceExtension withOwnRedis(String... serverSettings) {
        ownRedis = true;
        redisSettings = serverSettings.clone();
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        TracingSettings spans = TracingSettings.of(overrides);
        tracing = Tracing.start(spans);
        VertxOptions options = new VertxOptions().setEventLoopPoolSize(4).setPreferNativeTransport(true);
        vertx = tracing.in(Vertx.builder().with(options)).build();
        // Our tracer must not see what is no request to us.
        vertxOfWeChat = spans.isOn() ? Vertx.vertx() : vertx;
        wechat = Await.result(WeChatSimulator.start(vertxOfWeChat, 0));
        redis = ownRedis ? TestRedis.create(redisSettings) : null;
        String url = ownRedis ? redis.url() : SharedRedis.url();
        view = new RedisView(vertx, url);
        settings = TestSettings.create(url, wechat.url());
        settings.putAll(overrides);
        for (int i = 0; i < instances; i++) {
            startInstance();
        }
        clear();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!sideBySide) {
            clear();
        }
    }

    /** Returns when the first instance has Redis again, whatever the test before did: each event loop finds it by itself. */
    public void awaitRedis() {
        Await.until(
                "every link to Redis stands", RECOVERY, () -> Scrape.of(this).sum("wxauth_redis_up") == 1);
    }

    private void clear() {
        view.clear();
        wechat.calm();
        wechat.resetCalls();
        wechat.app(TestSettings.APPID, TestSettings.APP_SECRET);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.forEach(instance -> Await.result(instance.stop()));
        running.clear();
        view.close();
        Await.result(vertx.close());
        Await.result(vertxOfWeChat.close());
        tracing.close(Duration.ofSeconds(5));
        if (redis != null) {
            redis.close();
        }
    }

    /** Starts one more instance with the same settings; gives its number. */
    public int startInstance() {
        running.add(Await.result(Wxauth.start(vertx, configuration(), 2, readsSecretsEvery)));
        return running.size() - 1;
    }

    /** Stops an instance and starts a new one in its place. */
    public void restartInstance(int number) {
        Await.result(running.get(number).stop());
        running.set(number, Await.result(Wxauth.start(vertx, configuration(), 2, readsSecretsEvery)));
    }

    /** Changes a setting for instances that are started from now on. */
    public void change(String variable, String value) {
        settings.put(variable, value);
    }

    /** What a variable is set to. */
    public String setting(String variable) {
        return settings.get(variable);
    }

    private Configuration configuration() {
        try {
            return ConfigLoader.load(settings, Path.of("target"));
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The Vert.x of this class. */
    public Vertx vertx() {
        return vertx;
    }

    /** The public port of the first instance. */
    public HttpCaller http() {
        return http(0);
    }

    /** The public port of an instance. Every answer is held against the OpenAPI document. */
    public HttpCaller http(int instance) {
        return new HttpCaller(url(instance), OpenApiContract.served()::assertFits);
    }

    /** The public URL of an instance. */
    public String url(int instance) {
        return "http://127.0.0.1:" + running.get(instance).port();
    }

    /** Its issuer, as it was set. */
    public String issuer() {
        return overrides.get(ISSUER);
    }

    /** The management port of the first instance; what the document knows of it is held against it. */
    public HttpCaller management() {
        String url = "http://127.0.0.1:" + running.get(0).managementPort();
        return new HttpCaller(url, OpenApiContract.served()::assertFitsManagement);
    }

    /** WeChat. */
    public WeChatSimulator wechat() {
        return wechat;
    }

    /** Redis, seen from outside. */
    public RedisView redisView() {
        return view;
    }

    /** The Redis of this class alone. */
    public TestRedis redis() {
        return redis;
    }

    /** Logs a user in at the first instance. */
    public JsonObject login(String user) {
        return login(user, 0);
    }

    /** Logs a user in at an instance. */
    public JsonObject login(String user, int instance) {
        Reply reply = http(instance)
                .postJson("/auth/login", new JsonObject().put("code", wechat.code(TestSettings.APPID, user)));
        if (reply.status() != 200) {
            throw new IllegalStateException("login answered " + reply.status() + " " + reply.body());
        }
        return reply.json();
    }

    /** Asks an instance about a token, as a service would. */
    public JsonObject introspect(String token, int instance) {
        return introspectReply(token, instance).json();
    }

    /** Asks the first instance about a token. */
    public JsonObject introspect(String token) {
        return introspect(token, 0);
    }

    /** The whole answer about a token. */
    public Reply introspectReply(String token, int instance) {
        return http(instance).postForm("/auth/introspect", HttpCaller.form("token", token), "Authorization", client());
    }

    /** Asks as a service client that may do everything, with a JSON body or none. */
    public Reply asClient(String method, String path, String body) {
        return http().send(method, path, body, "Authorization", client(), "Content-Type", "application/json");
    }

    /** The Authorization header of the service client that may do everything. */
    public static String client() {
        return HttpCaller.basic(TestSettings.CLIENT_ID, TestSettings.CLIENT_SECRET);
    }
}
