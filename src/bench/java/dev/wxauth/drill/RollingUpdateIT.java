package dev.wxauth.drill;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static dev.wxauth.support.TestSettings.CLIENT_ID;
import static dev.wxauth.support.TestSettings.CLIENT_SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.nimbusds.jose.jwk.JWK;
import dev.wxauth.drill.Traffic.Answer;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.Program;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two pods behind a proxy are restarted in turn, twenty times, under light traffic, and every secret is rotated meanwhile: not
 * one request fails. {@code mvn verify -Pbench}; where HAProxy is not installed, this is skipped.
 */
@Tag("bench")
class RollingUpdateIT {
    private static final int RESTARTS = 20;
    private static final Duration TAKEN_UP = Duration.ofSeconds(12);
    private static final JWK OLD_KEY = TestSettings.signingKey();
    private static final JWK NEW_KEY = TestSettings.signingKey();
    private static final String OLD_MASTER = "k1:" + TestSettings.masterKey();
    private static final String NEW_MASTER = "k2:" + TestSettings.masterKey();
    private static final String SCOPES = ":introspect+revoke+users:read+users:write+session-key";

    private final MountedFile signingKeys = new MountedFile("signing-keys", TestSettings.jwkSet(OLD_KEY));
    private final MountedFile masterKeys = new MountedFile("master-keys", OLD_MASTER);
    private final MountedFile clients = new MountedFile("clients", CLIENT_ID + ":" + CLIENT_SECRET + SCOPES);
    private final MountedFile apps = new MountedFile("apps", APPID + ":" + APP_SECRET);
    private final EmbeddedRedis redis = new EmbeddedRedis("--requirepass", "old");
    private final MountedFile redisUrl = new MountedFile("redis-url", redis.url("old"));
    private final List<Map<String, String>> settings = new ArrayList<>();
    private final List<Program> pods = new ArrayList<>();
    private Vertx vertx;
    private WeChatSimulator wechat;

    @BeforeEach
    void start() {
        assumeThat(HaProxy.isInstalled()).as("HAProxy is installed").isTrue();
        vertx = Vertx.vertx();
        wechat = Await.result(WeChatSimulator.start(vertx, 0));
        wechat.app(APPID, APP_SECRET);
        Map<String, String> common = TestSettings.create("", wechat.url());
        common.put("WXAUTH_DRAIN_DELAY", "2s");
        common.put("WXAUTH_KEY_ACTIVATION", "8s");
        mount(common, "WXAUTH_SIGNING_KEYS", signingKeys);
        mount(common, "WXAUTH_MASTER_KEYS", masterKeys);
        mount(common, "WXAUTH_CLIENTS", clients);
        mount(common, "WXAUTH_APPS", apps);
        mount(common, "WXAUTH_REDIS_URL", redisUrl);
        IntStream.range(0, 2).forEach(pod -> settings.add(Drill.withPorts(common)));
        pods.addAll(Drill.pods(settings.get(0), settings.get(1), wechat));
    }

    private static void mount(Map<String, String> settings, String variable, MountedFile file) {
        settings.remove(variable);
        settings.put(variable + "_FILE", file.path());
    }

    @AfterEach
    void stop() {
        pods.forEach(Program::close);
        redis.close();
        if (vertx != null) {
            Await.result(vertx.close());
        }
    }

    @Test
    void restartsFailNobody() {
        run("20 restarts", () -> {});
    }

    @Test
    void restartsWhileEverySecretIsRotatedFailNobody() {
        run("20 restarts while every secret is rotated", this::rotate);
    }

    private void run(String name, Runnable meanwhile) {
        try (HaProxy proxy = new HaProxy(settings);
                Traffic traffic = new Traffic(List.of(proxy.caller()), wechat)) {
            long begun = System.nanoTime();
            Thread other = new Thread(meanwhile, "meanwhile");
            other.start();
            IntStream.range(0, RESTARTS).forEach(i -> restart(i % 2));
            join(other);
            traffic.end();
            List<Answer> answers = traffic.since(begun);
            System.out.printf(
                    "DRILL %s: %d requests in %d s, %s; lost: %d logins, %d ends%n",
                    name,
                    answers.size(),
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    Traffic.summary(answers),
                    traffic.lostLogins(),
                    traffic.lostEnds());
            assertThat(answers).allMatch(Answer::isGood);
            assertThat(traffic.lostLogins()).isZero();
            assertThat(traffic.lostEnds()).isZero();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As a rolling update does it: the next one goes when this one is back. */
    private void restart(int pod) {
        Program old = pods.get(pod);
        old.terminate();
        assertThat(old.awaitExit()).isIn(0, 143);
        Program fresh = Program.serve(settings.get(pod));
        pods.set(pod, fresh);
        Await.until(
                "it is ready",
                Duration.ofSeconds(20),
                () -> fresh.management().get("/health/ready").status() == 200);
        pause(Duration.ofSeconds(1));
    }

    /** Each as the operator's page says: the new one beside the old one first, and the old one away when all have it. */
    private void rotate() {
        signingKeys.write(TestSettings.jwkSet(NEW_KEY, OLD_KEY));
        masterKeys.write(NEW_MASTER + "," + OLD_MASTER);
        clients.write(CLIENT_ID + ":next" + SCOPES + "," + CLIENT_ID + ":" + CLIENT_SECRET + SCOPES);
        wechat.app(APPID, APP_SECRET, "next");
        apps.write(APPID + ":next," + APPID + ":" + APP_SECRET);
        RedisView view = new RedisView(vertx, redis.url("old"));
        view.call("ACL", "SETUSER", "default", ">next");
        redisUrl.write(redis.url("next"));
        pause(TAKEN_UP);
        wechat.app(APPID, "next");
        apps.write(APPID + ":next");
        view.call("ACL", "SETUSER", "default", "<old");
        pause(TAKEN_UP);
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
