package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Master keys come and go under living sessions (contract, section 7). The second instance is always ahead. */
class MasterKeyRotationTest {
    private static final String OLD = "k1:" + TestSettings.masterKey();
    private static final String NEW = "k2:" + TestSettings.masterKey();
    private static final Duration PAST_THE_GRACE = Duration.ofSeconds(61);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_MASTER_KEYS", OLD)
            .with("WXAUTH_KEY_ACTIVATION", "0s")
            .instances(2);

    private StoredSessions stored;

    @BeforeEach
    void startOver() {
        stored = new StoredSessions(service.redisView());
        keys(0, OLD);
        keys(1, OLD);
    }

    @Test
    void aKeyInFrontChangesNoAnswerAboutWhatWasMadeBefore() {
        JsonObject login = service.login("alice");
        String successor = refreshed(0, login.getString("skey"));
        keys(1, NEW + "," + OLD);
        assertThat(refreshed(1, login.getString("skey"))).isEqualTo(successor);
        assertThat(refreshed(1, successor)).isEqualTo(successor);
        assertThat(refreshed(0, login.getString("skey"))).isEqualTo(successor);
        for (String token : new String[] {login.getString("skey"), successor, login.getString("access_token")}) {
            assertThat(pod(0).isActive(token)).isTrue();
            assertThat(pod(1).isActive(token)).isTrue();
        }
    }

    @Test
    void onceBothHoldTheKeyItDoesNotMatterWhichOneSealsWithIt() {
        keys(0, OLD + "," + NEW);
        keys(1, NEW + "," + OLD);
        JsonObject login = service.login("alice", 0);
        String successor = refreshed(1, login.getString("skey"));
        assertThat(refreshed(0, login.getString("skey"))).isEqualTo(successor);
        assertThat(refreshed(0, successor)).isEqualTo(successor);
        stored.age(login, PAST_THE_GRACE);
        String third = refreshed(0, successor);
        assertThat(refreshed(1, successor)).isEqualTo(third);
        assertThat(pod(0).isActive(service.login("alice", 1).getString("skey"))).isTrue();
    }

    /** The pod was told to wait for no other. It cannot compute that successor; the session lives on for those who can. */
    @Test
    void anInstanceThatLacksTheKeyOfASuccessorGivesNoOtherOne() {
        JsonObject login = service.login("alice");
        keys(1, NEW + "," + OLD);
        String successor = refreshed(1, login.getString("skey"));
        assertThat(pod(0).refresh(login.getString("skey")).error()).isEqualTo("invalid_grant");
        assertThat(refreshed(1, login.getString("skey"))).isEqualTo(successor);
        assertThat(refreshed(1, successor)).isEqualTo(successor);
    }

    @Test
    void whatIsRefreshedUnderTheNewKeyOutlivesTheOld() {
        JsonObject login = service.login("alice");
        keys(1, NEW + "," + OLD);
        String successor = refreshed(1, login.getString("skey"));
        keys(1, NEW);
        assertThat(pod(1).isActive(successor)).isTrue();
        assertThat(refreshed(1, successor)).isEqualTo(successor);
    }

    @Test
    void withoutItsKeyAnSkeyIsNothingWhileTheSessionsAccessTokensLiveOn() {
        JsonObject login = service.login("alice");
        keys(1, NEW);
        String skey = login.getString("skey");
        assertThat(pod(1).refresh(skey).error()).isEqualTo("invalid_grant");
        assertThat(pod(1).logout(skey).status()).isEqualTo(401);
        assertThat(pod(1).isActive(skey)).isFalse();
        assertThat(pod(1).verify(skey).status()).isEqualTo(401);
        assertThat(pod(1).revoke(skey).status()).isEqualTo(200);
        assertThat(pod(1).isActive(login.getString("access_token"))).isTrue();
        assertThat(pod(1).sessions(login.getString("access_token")).status()).isEqualTo(200);
        assertThat(pod(1).logout(login.getString("access_token")).status()).isEqualTo(204);
        assertThat(pod(0).isActive(skey)).isFalse();
    }

    private static String refreshed(int instance, String skey) {
        var reply = pod(instance).refresh(skey);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().getString("skey");
    }

    private static SessionCaller pod(int instance) {
        return new SessionCaller(service.http(instance));
    }

    private static void keys(int instance, String keys) {
        service.change("WXAUTH_MASTER_KEYS", keys);
        service.restartInstance(instance);
    }
}
