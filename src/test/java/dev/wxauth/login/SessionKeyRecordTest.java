package dev.wxauth.login;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.identity.UserId;
import dev.wxauth.redis.KeyNames;
import dev.wxauth.support.RedisText;
import dev.wxauth.support.ServiceExtension;
import io.vertx.redis.client.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a login leaves of the session_key, seen in Redis: the newest and, for ten minutes, the one before it. */
class SessionKeyRecordTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void theFirstLoginKeepsOneKeyForThirtyDays() {
        service.login("alice");
        assertThat(timeToLive(newest())).isBetween(Duration.ofDays(29), Duration.ofDays(30));
        assertThat(before()).isNull();
    }

    @Test
    void theSameKeyGivenAgainChangesNothing() {
        service.login("alice");
        Response record = service.redisView().call("HGETALL", newest());
        service.login("alice");
        assertThat(service.redisView().call("HGETALL", newest())).hasToString(record.toString());
        assertThat(before()).isNull();
    }

    @Test
    void aNewKeyKeepsTheOneBeforeItForTenMinutes() {
        service.login("alice");
        String first = sealed();
        service.wechat().rotateSessionKey(APPID, "alice");
        service.login("alice");

        assertThat(sealed()).isNotEqualTo(first);
        assertThat(before()).isEqualTo(first);
        assertThat(timeToLive(names().previousSessionKey(tag())))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void noMoreThanTwoKeysAreKept() {
        service.login("alice");
        String first = sealed();
        service.wechat().rotateSessionKey(APPID, "alice");
        service.login("alice");
        String second = sealed();
        service.wechat().rotateSessionKey(APPID, "alice");
        service.login("alice");

        assertThat(before()).isEqualTo(second);
        assertThat(RedisText.dump(service.redisView())).doesNotContain(first);
    }

    private static String sealed() {
        return service.redisView().call("HGET", newest(), "sealed").toString();
    }

    private static String before() {
        Response before = service.redisView().call("GET", names().previousSessionKey(tag()));
        return before == null ? null : before.toString();
    }

    private static Duration timeToLive(String key) {
        return Duration.ofMillis(service.redisView().call("PTTL", key).toLong());
    }

    private static String newest() {
        return names().sessionKey(tag());
    }

    private static String tag() {
        return new UserId(APPID, service.wechat().openid(APPID, "alice")).tag();
    }

    private static KeyNames names() {
        return new KeyNames("wxauth:");
    }
}
