package dev.wxauth.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.StoredSessionKeys;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of session_keys at rest while the operator changes the master keys. */
class MasterKeysTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_KEY_ACTIVATION", "0s");

    private static final String OLD = "k1:" + TestSettings.masterKey();
    private static final String NEW = "k2:" + TestSettings.masterKey();
    private static final JsonObject STEPS = new JsonObject().put("stepInfoList", "[]");

    @BeforeEach
    void startWithTheOldKey() {
        restartWith(OLD);
    }

    private static void restartWith(String masterKeys) {
        service.change("WXAUTH_MASTER_KEYS", masterKeys);
        service.restartInstance(0);
    }

    private static String newest(MiniProgram user) {
        return new StoredSessionKeys(service.redisView(), user.tag()).newest();
    }

    private static String before(MiniProgram user) {
        return new StoredSessionKeys(service.redisView(), user.tag()).before();
    }

    private static Reply decrypt(MiniProgram user, JsonObject encrypted) {
        return service.http().postJson(user.path() + "/decrypt", encrypted, "Authorization", ServiceExtension.client());
    }

    @Test
    void rowsAreSealedAgainOnUseAndThenTheOldKeyCanGo() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject old = alice.encrypt(STEPS);
        alice.rotateSessionKey();
        service.login("alice");
        JsonObject fresh = alice.encrypt(STEPS);
        assertThat(newest(alice)).startsWith("k1.");
        assertThat(before(alice)).startsWith("k1.");
        restartWith(NEW + "," + OLD);
        assertThat(decrypt(alice, fresh).status()).isEqualTo(200);
        assertThat(decrypt(alice, old).status()).isEqualTo(200);
        assertThat(newest(alice)).startsWith("k2.");
        assertThat(before(alice)).startsWith("k2.");
        restartWith(NEW);
        assertThat(decrypt(alice, fresh).status()).isEqualTo(200);
        assertThat(decrypt(alice, old).status()).isEqualTo(200);
    }

    @Test
    void aLoginWithTheSameKeySealsItAgainAndKeepsTheOneBefore() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject old = alice.encrypt(STEPS);
        alice.rotateSessionKey();
        service.login("alice");
        restartWith(NEW + "," + OLD);
        service.login("alice");
        assertThat(newest(alice)).startsWith("k2.");
        assertThat(decrypt(alice, old).status()).isEqualTo(200);
    }

    @Test
    void aKeyWhoseMasterKeyWasRemovedIsNoKeyHeldAndThatIsCounted() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject encrypted = alice.encrypt(STEPS);
        restartWith(NEW);
        Reply reply = decrypt(alice, encrypted);
        assertThat(reply.error()).isEqualTo("session_key_stale");
        assertThat(service.management().get("/metrics").body())
                .contains("wxauth_session_key_used_total{key=\"lost\"} 1.0");
        Reply check =
                service.http().post(alice.path() + "/session-key/check", "Authorization", ServiceExtension.client());
        assertThat(check.json().getBoolean("valid")).isFalse();
        Reply reset =
                service.http().post(alice.path() + "/session-key/reset", "Authorization", ServiceExtension.client());
        assertThat(reset.error()).isEqualTo("session_key_stale");
        assertThat(newest(alice)).startsWith("k1.");
        service.login("alice");
        assertThat(decrypt(alice, encrypted).status()).isEqualTo(200);
    }

    /** Nobody can tell any more whether the one under the lost master key is the same. */
    @Test
    void whatNobodyCanOpenDoesNotBecomeTheKeyBefore() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject first = alice.encrypt(STEPS);
        alice.rotateSessionKey();
        service.login("alice");
        JsonObject second = alice.encrypt(STEPS);
        restartWith(NEW);
        service.login("alice");
        assertThat(newest(alice)).startsWith("k2.");
        assertThat(decrypt(alice, second).status()).isEqualTo(200);
        restartWith(NEW + "," + OLD);
        assertThat(decrypt(alice, first).status()).isEqualTo(200);
    }

    /** Two pods of which one lacks the newer key, at the same user: neither takes the same session_key for another. */
    @Test
    void aPodThatLacksAKeyOverwritesNoKeyBefore() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject first = alice.encrypt(STEPS);
        alice.rotateSessionKey();
        restartWith(NEW + "," + OLD);
        service.login("alice");
        restartWith(OLD);
        service.login("alice");
        restartWith(OLD + "," + NEW);
        service.login("alice");
        restartWith(NEW);
        service.login("alice");
        restartWith(NEW + "," + OLD);
        assertThat(decrypt(alice, first).status()).isEqualTo(200);
    }

    @Test
    void aRowCopiedToAnotherUserDoesNotOpen() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        MiniProgram mallory = MiniProgram.login(service, "mallory");
        JsonObject encrypted = alice.encrypt(STEPS);
        service.redisView()
                .call("COPY", "wxauth:{" + alice.tag() + "}:k", "wxauth:{" + mallory.tag() + "}:k", "REPLACE");
        Reply reply = decrypt(mallory, encrypted);
        assertThat(reply.error()).isEqualTo("session_key_stale");
        assertThat(decrypt(alice, encrypted).status()).isEqualTo(200);
        service.login("mallory");
        assertThat(decrypt(mallory, mallory.encrypt(STEPS)).status()).isEqualTo(200);
    }

    @Test
    void eachSealIsFresh() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String first = newest(alice);
        service.redisView().clear();
        service.login("alice");
        assertThat(newest(alice)).isNotEqualTo(first);
    }
}
