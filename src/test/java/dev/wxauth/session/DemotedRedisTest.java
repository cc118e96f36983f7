package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.Ports;
import dev.wxauth.support.RedisRelay;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A master is made a replica, and none of its connections is closed: what it still holds is no longer the truth. */
class DemotedRedisTest {
    @AutoClose
    private static final EmbeddedRedis first = new EmbeddedRedis();

    @AutoClose
    private static final EmbeddedRedis second = new EmbeddedRedis();

    @AutoClose
    private static final RedisRelay address = new RedisRelay(first.port());

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_REDIS_URL", address.url());

    private static final Duration NOTICED = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private final RedisView former = new RedisView(service.vertx(), first.url());
    private final SessionCaller sessions = new SessionCaller(service.http());
    private JsonObject login;

    @BeforeEach
    void logIn() {
        Await.until("ready", RECOVERY, DemotedRedisTest::isReady);
        login = service.login("alice");
    }

    @AfterEach
    void restore() {
        former.call("REPLICAOF", "NO", "ONE");
        former.close();
        address.leadTo(first.port());
        address.cut();
    }

    @Test
    void nothingThatAReplicaSaysIsBelieved() {
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        demote();
        LockSupport.parkNanos(NOTICED.toNanos());
        for (int i = 0; i < 20; i++) {
            assertThat(sessions.introspect(login.getString("skey")).status()).isEqualTo(503);
            assertThat(sessions.verify(login.getString("access_token")).status())
                    .isEqualTo(503);
            assertThat(sessions.refresh(login.getString("skey")).status()).isEqualTo(503);
        }
        assertThat(isReady()).isFalse();

        former.call("REPLICAOF", "NO", "ONE");
        Await.until("ready again", RECOVERY, DemotedRedisTest::isReady);
        Await.until(
                "all event loops are well again",
                RECOVERY,
                () -> sessions.introspect(login.getString("skey")).status() == 200);
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
    }

    @Test
    void aLogoutAtTheNewMasterCountsAsSoonAsTheAddressLeadsThere() {
        RedisView successor = new RedisView(service.vertx(), second.url());
        successor.call("REPLICAOF", "127.0.0.1", Integer.toString(first.port()));
        Await.until(
                "the replica follows",
                RECOVERY,
                () -> successor.call("EXISTS", StoredSessions.key(login)).toInteger() == 1);
        successor.call("REPLICAOF", "NO", "ONE");
        successor.call("DEL", StoredSessions.key(login));
        demote();
        address.leadTo(second.port());
        Await.until(
                "the new master is found",
                RECOVERY,
                () -> sessions.verify(login.getString("skey")).status() == 401);
        for (int i = 0; i < 20; i++) {
            assertThat(sessions.isActive(login.getString("skey"))).isFalse();
        }
        successor.close();
    }

    /** Its new master cannot be reached, so it keeps what it has, and its clients. */
    private void demote() {
        former.call("REPLICAOF", "127.0.0.1", Integer.toString(Ports.free()));
    }

    private static boolean isReady() {
        return service.management().get("/health/ready").status() == 200;
    }
}
