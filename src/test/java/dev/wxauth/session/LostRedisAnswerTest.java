package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.RedisRelay;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An answer of Redis never comes: its connection ends, or hangs. */
class LostRedisAnswerTest {
    @AutoClose
    private static final EmbeddedRedis redis = new EmbeddedRedis();

    @AutoClose
    private static final RedisRelay relay = new RedisRelay(redis.port());

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_REDIS_URL", relay.url());

    private SessionCaller sessions;
    private JsonObject login;

    /** By a pod that has lost no connection yet: one that has lost some is slower to make the next. */
    @BeforeEach
    void logIn() {
        service.restartInstance(0);
        sessions = new SessionCaller(service.http());
        login = service.login("alice");
    }

    @Test
    void aReadIsAskedOnceMore() {
        for (int i = 0; i < 3; i++) {
            relay.cutReads(1);
            assertThat(sessions.verify(login.getString("access_token")).status())
                    .isEqualTo(200);
            assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        }
    }

    @Test
    void andNoMoreThanOnce() {
        relay.cutReads(2);
        assertThat(sessions.verify(login.getString("access_token")).status()).isEqualTo(503);
        relay.cutReads(0);
    }

    /** What a Redis did unseen, such as one that froze and woke up, is forgiven to the try that asked for it, for good. */
    @Test
    void aNamedRefreshThatRanUnseenIsForgivenLongAfterwards() {
        String key = UUID.randomUUID().toString();
        StoredSessions stored = new StoredSessions(new RedisView(service.vertx(), redis.url()));
        assertThat(sessions.refresh(service.login("bob").getString("skey")).status())
                .as("so that Redis knows the script")
                .isEqualTo(200);
        relay.muteScriptAbout(login.getString("session_id"));
        assertThat(sessions.refresh(login.getString("skey"), key).status()).isEqualTo(503);
        assertThat(stored.generation(login)).isEqualTo(1);
        stored.age(login, Duration.ofDays(1));
        Reply reply = Await.reply(() -> sessions.refresh(login.getString("skey"), key), known -> known.status() != 503);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(stored.generation(login)).isEqualTo(1);
        assertThat(sessions.isActive(reply.json().getString("skey"))).isTrue();
    }
}
