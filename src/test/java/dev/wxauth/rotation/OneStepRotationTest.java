package dev.wxauth.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.wxauth.support.Await;
import dev.wxauth.support.KeyIds;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a new key begins (contract, section 6, "One step rotates"), seen with the keys that a pod starts with. */
class OneStepRotationTest {
    private static final String KEYS = "wxauth:keys";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JWK OLD = TestSettings.signingKey();
    private static final JWK NEW = TestSettings.signingKey();
    private static final String OLD_MASTER = "k1:" + TestSettings.masterKey();
    private static final String NEW_MASTER = "k2:" + TestSettings.masterKey();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    /** Until it ends, the pod of the test before tells an empty Redis what it knows of the new keys; nobody else knows any. */
    @BeforeEach
    void startWithTheOldKeys() {
        restart("10m", OLD_MASTER, OLD);
        service.redisView().clear();
        service.restartInstance(0);
    }

    @Test
    void aNewKeyInFrontVerifiesAtOnceAndSignsLater() {
        restart("2s", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        assertThat(service.http().get("/.well-known/jwks.json").body())
                .contains(KeyIds.of(NEW))
                .contains(KeyIds.of(OLD));
        JsonObject login = service.login("alice");
        assertThat(KeyIds.ofSkey(login.getString("skey"))).isEqualTo("k1");
        assertThat(KeyIds.ofToken(login.getString("access_token"))).isEqualTo(KeyIds.of(OLD));
        Await.until("both begin", PATIENCE, () -> seals("k2") && signs(NEW));
        assertThat(service.introspect(login.getString("skey")).getBoolean("active"))
                .isTrue();
        assertThat(service.introspect(login.getString("access_token")).getBoolean("active"))
                .isTrue();
    }

    @Test
    void aFreshPodKnowsWhenAKeyBegan() {
        restart("1s", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        Await.until("both begin", PATIENCE, () -> seals("k2") && signs(NEW));
        restart("10m", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        assertThat(seals("k2")).isTrue();
        assertThat(signs(NEW)).isTrue();
    }

    @Test
    void aFreshPodWaitsAsLongAsTheFirst() {
        restart("10m", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        restart("0s", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        assertThat(seals("k1")).isTrue();
        assertThat(signs(OLD)).isTrue();
    }

    @Test
    void keysThatRedisSeesTogetherForTheFirstTimeWorkAtOnce() {
        String first = "k3:" + TestSettings.masterKey();
        JWK signer = TestSettings.signingKey();
        restart("10m", first + ",k4:" + TestSettings.masterKey(), signer, TestSettings.signingKey());
        assertThat(seals("k3")).isTrue();
        assertThat(signs(signer)).isTrue();
    }

    /** The way before: appended first, moved to the front when every pod had it. */
    @Test
    void aKeyThatWaitedBehindNeedNotWaitInFront() {
        restart("1s", OLD_MASTER + "," + NEW_MASTER, OLD, NEW);
        assertThat(seals("k1")).isTrue();
        Await.until("time passes", PATIENCE, () -> begun("MASTER:k2"));
        restart("10m", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        assertThat(seals("k2")).isTrue();
        assertThat(signs(NEW)).isTrue();
    }

    /** A retired key may stay published without its private part; it cannot sign until the new one begins. */
    @Test
    void whereNoOlderKeyCanSignTheNewOneDoes() {
        service.change("WXAUTH_SIGNING_KEYS", TestSettings.jwkSet(NEW, OLD.toPublicJWK()));
        service.restartInstance(0);
        assertThat(signs(NEW)).isTrue();
    }

    @Test
    void aRedisThatLostItsMemoryIsToldAgainWhatThePodsKnow() {
        restart("10m", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        String began = times("MASTER:k2");
        service.redisView().clear();
        Await.until("it is told", PATIENCE, () -> times("MASTER:k2") != null);
        assertThat(millis(times("MASTER:k2"), 0)).isCloseTo(millis(began, 0), within());
        assertThat(millis(times("MASTER:k2"), 1)).isCloseTo(millis(began, 1), within());
        assertThat(seals("k1")).isTrue();
        assertThat(signs(OLD)).isTrue();
    }

    /** Another pod may never have had it: it is new again, however long ago it was first seen. */
    @Test
    void aKeyThatWasTakenBackWaitsAgainWhenItComesBack() {
        restart("1s", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        Await.until("both begin", PATIENCE, () -> seals("k2") && signs(NEW));
        restart("10m", OLD_MASTER, OLD);
        letGo("MASTER:k2");
        letGo("SIGNING:" + KeyIds.of(NEW));
        restart("10m", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        assertThat(seals("k1")).isTrue();
        assertThat(signs(OLD)).isTrue();
    }

    /** As if no pod had named the key for a minute. */
    private static void letGo(String key) {
        long heard = Long.parseLong(
                service.redisView().call("HGET", KEYS, "heard:" + key).toString());
        service.redisView().call("HSET", KEYS, "heard:" + key, Long.toString(heard - 60_000));
    }

    /** Nobody lets go of a key only because nobody can report. */
    @Test
    void aKeyIsNotNewAgainAfterAllPodsWereAway() {
        restart("1s", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        Await.until("both begin", PATIENCE, () -> seals("k2") && signs(NEW));
        for (String field : List.of("MASTER", "MASTER:k1", "MASTER:k2")) {
            letGo(field);
        }
        restart("10m", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        assertThat(seals("k2")).isTrue();
    }

    @Test
    void aClockThatWentBackUndoesNoRotation() {
        restart("1s", NEW_MASTER + "," + OLD_MASTER, NEW, OLD);
        Await.until("both begin", PATIENCE, () -> seals("k2") && signs(NEW));
        long ahead = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
        service.redisView().call("HSET", KEYS, "MASTER:k2", ahead + " " + (ahead + 1000));
        Await.until("it is put right", PATIENCE, () -> begun("MASTER:k2"));
        assertThat(seals("k2")).isTrue();
    }

    private static boolean begun(String field) {
        return times(field) != null && millis(times(field), 1) <= System.currentTimeMillis();
    }

    private static String times(String field) {
        var times = service.redisView().call("HGET", KEYS, field);
        return times == null ? null : times.toString();
    }

    private static long millis(String times, int place) {
        return Long.parseLong(times.split(" ", 2)[place]);
    }

    private static Offset<Long> within() {
        return Offset.offset(2000L);
    }

    private static boolean seals(String kid) {
        return KeyIds.ofSkey(service.login("bob").getString("skey")).equals(kid);
    }

    private static boolean signs(JWK key) {
        return KeyIds.ofToken(service.login("bob").getString("access_token")).equals(KeyIds.of(key));
    }

    private static void restart(String activation, String masterKeys, JWK... signingKeys) {
        service.change("WXAUTH_KEY_ACTIVATION", activation);
        service.change("WXAUTH_MASTER_KEYS", masterKeys);
        service.change("WXAUTH_SIGNING_KEYS", TestSettings.jwkSet(signingKeys));
        service.restartInstance(0);
    }
}
