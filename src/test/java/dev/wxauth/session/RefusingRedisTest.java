package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis answers that it will not, in a way that no other connection would better: nothing is gained by making one. */
class RefusingRedisTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().withOwnRedis();

    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final int TRIES = 60;

    private SessionCaller sessions;
    private JsonObject login;

    @BeforeEach
    void logIn() {
        sessions = new SessionCaller(service.http());
        login = service.login("alice");
    }

    @AfterEach
    void relent() {
        view().call("CONFIG", "SET", "maxmemory", "0");
        view().call("CONFIG", "SET", "min-replicas-to-write", "0");
        view().call("ACL", "SETUSER", "default", "+@all");
        Await.until("logins work again", RECOVERY, () -> tryToLogIn().status() == 200);
    }

    @Test
    void fullOfData() {
        view().call("CONFIG", "SET", "maxmemory", "1");
        assertOnlyWritesAreRefused();
    }

    @Test
    void shortOfReplicas() {
        view().call("CONFIG", "SET", "min-replicas-to-write", "1");
        assertOnlyWritesAreRefused();
    }

    @Test
    void forbiddenByItsAccessList() {
        view().call("ACL", "SETUSER", "default", "-set", "-hset", "-incr");
        assertOnlyWritesAreRefused();
    }

    /** Who may not ask whether it is a master could be talking to a replica that lags behind. */
    @Test
    void forbiddenToTellItsRole() {
        view().call("ACL", "SETUSER", "default", "-role");
        // Each event loop has a link of its own, and asks when its own time has come; one that is down is told first.
        Await.until("a link is down", RECOVERY, () -> Scrape.of(service).sum("wxauth_redis_up") == 0 && !isReady());
        Await.until("ours is down", RECOVERY, () -> introspect() == 503);
        view().call("ACL", "SETUSER", "default", "+role");
        Await.until("every link stands", RECOVERY, () -> Scrape.of(service).sum("wxauth_redis_up") == 1 && isReady());
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
    }

    /** The probe's question is nobody's need: all that is needed is answered. */
    @Test
    void forbiddenToBePinged() {
        view().call("ACL", "SETUSER", "default", "-ping");
        assertThat(isReady()).isTrue();
        assertThat(Scrape.of(service).sum("wxauth_redis_up")).isEqualTo(1);
        assertThat(tryToLogIn().status()).isEqualTo(200);
    }

    private int introspect() {
        return sessions.introspect(login.getString("skey")).status();
    }

    private static boolean isReady() {
        return service.management().get("/health/ready").status() == 200;
    }

    /** Redis refuses everybody as long as a script runs for too long. */
    @Test
    void busyWithAScript() {
        RedisView other = new RedisView(service.vertx(), service.redis().url());
        view().call("CONFIG", "SET", "busy-reply-threshold", "50");
        long before = connections();
        Thread busy = new Thread(() ->
                other.call("EVAL", "local t = redis.call('TIME')[1] while redis.call('TIME')[1] - t < 5 do end", "0"));
        busy.start();
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        for (int i = 0; i < TRIES / 2; i++) {
            assertThat(tryToLogIn().status()).isEqualTo(503);
        }
        assertThat(busy.isAlive()).isTrue();
        Await.until("the script ends", RECOVERY, () -> !busy.isAlive());
        assertThat(connections() - before).isLessThanOrEqualTo(3);
        other.close();
    }

    private void assertOnlyWritesAreRefused() {
        long before = connections();
        for (int i = 0; i < TRIES; i++) {
            Reply reply = tryToLogIn();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isNotNull();
            assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        }
        assertThat(service.management().get("/health/ready").status()).isEqualTo(200);
        assertThat(connections() - before).as("new connections").isLessThanOrEqualTo(2);
    }

    private static Reply tryToLogIn() {
        String code = service.wechat().code(TestSettings.APPID, "bob");
        return service.http().postJson("/auth/login", new JsonObject().put("code", code));
    }

    private static long connections() {
        return view().count("stats", "total_connections_received");
    }

    private static RedisView view() {
        return service.redisView();
    }
}
