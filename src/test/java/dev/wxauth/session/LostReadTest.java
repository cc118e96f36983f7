package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.RedisRelay;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The connection to Redis ends between a question and its answer. */
class LostReadTest {
    private static final EmbeddedRedis redis = new EmbeddedRedis();
    private static final RedisRelay relay = new RedisRelay(redis.port());

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_REDIS_URL", relay.url());

    @AfterAll
    static void close() {
        relay.close();
        redis.close();
    }

    @Test
    void aReadIsAskedOnceMore() {
        SessionCaller sessions = new SessionCaller(service.http());
        JsonObject login = service.login("alice");
        for (int i = 0; i < 3; i++) {
            relay.cutReads(1);
            assertThat(sessions.verify(login.getString("access_token")).status())
                    .isEqualTo(200);
            assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        }
    }

    @Test
    void andNoMoreThanOnce() {
        SessionCaller sessions = new SessionCaller(service.http());
        JsonObject login = service.login("alice");
        relay.cutReads(2);
        assertThat(sessions.verify(login.getString("access_token")).status()).isEqualTo(503);
        relay.cutReads(0);
    }
}
