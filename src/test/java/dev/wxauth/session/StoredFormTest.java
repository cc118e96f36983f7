package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.identity.UserId;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Records as the first version wrote them, word for word but for their times. Two versions share one Redis during each
 * update, and a rollback brings the older one back: who has to change something here breaks both, and says so in the
 * changelog.
 */
class StoredFormTest {
    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("WXAUTH_MASTER_KEYS", "k1:c3RvcmVkLWZvcm0tdGVzdC1tYXN0ZXIta2V5LTAwMDE=");

    private static final String OPENID = "oz18DJMQNvgL3ju_tdZVnuPy1Bwm";
    private static final String UNIONID = "oV__nKSHvEbDPrEAstze_JNmkHZ-";
    private static final String SESSION_ID = "alYFATPWO0a-gf11wqk0Aw";
    private static final long THIRTY_DAYS = Duration.ofDays(30).toMillis();
    private static final String REFRESH_KEY = "0123456789abcdef0123";

    /** The skey of the login, and its successor, which a refresh with that key made. */
    private static final String SKEY =
            "AQJrMbO35A1WvoAegMBg1jMvbglqVgUBM9Y7Rr6B_XXCqTQDAAAAAELsYa5m3N4yuaw529iTRM3Vo69z8fra1nWt9wVuBobe";

    private static final String SUCCESSOR =
            "AQJrMbO35A1WvoAegMBg1jMvbglqVgUBM9Y7Rr6B_XXCqTQDAAAAAcZ7iR8FpOZ8W7SRiOjG64MPVRYw9L9c8bscrIdi1y_H";

    private final UserId user = new UserId(TestSettings.APPID, OPENID);
    private SessionCaller sessions;

    @BeforeEach
    void storeWhatTheFirstVersionWrote() {
        sessions = new SessionCaller(service.http());
        String tag = "wxauth:{s7fkDVa-gB6AwGDWMy9uCQ}:";
        Instant login = Instant.now().minus(Duration.ofDays(1));
        Instant refresh = login.plus(Duration.ofHours(2));
        String session = hex(login.toEpochMilli()) + "," + hex(THIRTY_DAYS) + ","
                + hex(Duration.between(login, refresh).toMillis()) + ",1,0 k1,pVnR6s3D iPhone 15";
        put(tag + "s", SESSION_ID, session, "@", user.appid() + " " + OPENID);
        put(tag + "s", "@u", UNIONID, "@r", "vip,staff");
        put(tag + "u", "@", user.appid() + " " + OPENID, "@u", UNIONID, "@r", "vip,staff");
        service.redisView()
                .call(
                        "SET",
                        tag + "k",
                        "k1.pX1KBWHVl9JSYLwMyCqHHWtuRXMjgjFQvE1w2XXUg-ujuHSqRmDQUMakODYl5f3sidB04w"
                                + " k1:HzJ_s_tLy_Ge 1795668321");
    }

    @Test
    void aSessionIsReadWithAllThatBelongsToIt() {
        JsonObject answer = sessions.introspect(SUCCESSOR).json();
        assertThat(answer.getBoolean("active")).isTrue();
        assertThat(answer.getString("jti")).isEqualTo(SESSION_ID);
        assertThat(answer.getString("openid")).isEqualTo(OPENID);
        assertThat(answer.getString("unionid")).isEqualTo(UNIONID);
        assertThat(answer.getJsonArray("roles")).isEqualTo(JsonArray.of("vip", "staff"));
        assertThat(sessions.sessions(SUCCESSOR).body()).contains("\"iPhone 15\"");
    }

    @Test
    void theSameTryStillGivesTheIdenticalSuccessor() {
        assertThat(sessions.refresh(SKEY, REFRESH_KEY).json().getString("skey")).isEqualTo(SUCCESSOR);
    }

    @Test
    void aRefreshGoesOn() {
        String next = sessions.refresh(SUCCESSOR).json().getString("skey");
        assertThat(next).isNotEqualTo(SUCCESSOR);
        assertThat(sessions.isActive(next)).isTrue();
    }

    @Test
    void theSessionKeyOpens() {
        assertThat(service.http()
                        .postJson(
                                "/auth/users/" + user.appid() + "/" + OPENID + "/sign",
                                new JsonObject().put("payload", "{}"),
                                "Authorization",
                                ServiceExtension.client())
                        .json()
                        .getString("signature"))
                .isEqualTo("b7a680699110f055a59a6a683a057e959f56216c1b425571089f75460b6a862e");
    }

    /** What the first version could not read must not be written by a later one that it may be rolled back from. */
    @Test
    void aLoginIsStillWrittenInTheSameForm() {
        JsonObject login = service.login("alice");
        assertThat(new StoredSessions(service.redisView()).text(login)).matches("[0-9a-f]{11},9a7ec800 k1( .*)?");
        String refreshed =
                sessions.refresh(login.getString("skey"), REFRESH_KEY).json().getString("session_id");
        assertThat(refreshed).isEqualTo(login.getString("session_id"));
        assertThat(new StoredSessions(service.redisView()).text(login))
                .matches("[0-9a-f]{11},9a7ec800,[0-9a-f]+,1,0 k1,[\\w-]{8}( .*)?");
    }

    /** What an older version leaves alone: whose session it is stands in a field of its own. */
    @Test
    void aSessionOfAnotherDeviceIsReadWithItsClient() {
        put("wxauth:{s7fkDVa-gB6AwGDWMy9uCQ}:s", "@c" + SESSION_ID, "web");
        assertThat(sessions.introspect(SUCCESSOR).json().getString("client_id")).isEqualTo("web");
        assertThat(sessions.refresh(SUCCESSOR).error()).isEqualTo("invalid_grant");
        String form = "client_id=web&grant_type=refresh_token&refresh_token=" + SUCCESSOR;
        assertThat(service.http().postForm("/auth/token", form).json().getString("session_id"))
                .isEqualTo(SESSION_ID);
    }

    private static String hex(long number) {
        return Long.toHexString(number);
    }

    private static void put(String key, String... fields) {
        String[] arguments = new String[fields.length + 1];
        arguments[0] = key;
        System.arraycopy(fields, 0, arguments, 1, fields.length);
        service.redisView().call("HSET", arguments);
    }
}
