package dev.wxauth.login;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.identity.UserId;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.RedisText;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.StoredSessionKeys;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a login leaves of the session_key, seen in Redis: the newest and, for ten minutes, the one before it. */
class SessionKeyRecordTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void theFirstLoginKeepsOneKeyForThirtyDays() {
        service.login("alice");
        assertThat(timeToLive(keys().key())).isBetween(Duration.ofDays(29), Duration.ofDays(30));
        assertThat(before()).isNull();
    }

    @Test
    void theSameKeyGivenAgainChangesNothing() {
        service.login("alice");
        String record = keys().text();
        service.login("alice");
        assertThat(keys().text()).isEqualTo(record);
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
        assertThat(Duration.between(Instant.now(), beforeUntil()))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void theOneBeforeIsOfNoUseAfterThatAndGoesWithTheNextLogin() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject old = alice.encrypt(new JsonObject().put("stepInfoList", "[]"));
        alice.rotateSessionKey();
        service.login("alice");
        assertThat(alice.post("/auth/decrypt", old).status()).isEqualTo(200);
        keys().endBefore(Instant.now().minusMillis(1));
        assertThat(alice.post("/auth/decrypt", old).error()).isEqualTo("session_key_stale");
        service.login("alice");
        assertThat(before()).isNull();
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
        return keys().newest();
    }

    private static String before() {
        return keys().before();
    }

    private static Duration timeToLive(String key) {
        return Duration.ofMillis(service.redisView().call("PTTL", key).toLong());
    }

    private static Instant beforeUntil() {
        return keys().beforeUntil();
    }

    private static StoredSessionKeys keys() {
        UserId alice = new UserId(APPID, service.wechat().openid(APPID, "alice"));
        return new StoredSessionKeys(service.redisView(), alice.tag());
    }
}
