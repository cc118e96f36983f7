package dev.wxauth.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of session_keys at rest while the operator changes the master keys. */
class MasterKeysTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

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
        return service.redisView()
                .call("HGET", "wxauth:{" + user.tag() + "}:session-key", "sealed")
                .toString();
    }

    private static String before(MiniProgram user) {
        return service.redisView()
                .call("GET", "wxauth:{" + user.tag() + "}:session-key-before")
                .toString();
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
        String life = "wxauth:{" + alice.tag() + "}:session-key-before";
        assertThat(service.redisView().call("PTTL", life).toLong()).isBetween(500_000L, 600_000L);
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
    void aMissingMasterKeyIsTheOperatorsFault() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject encrypted = alice.encrypt(STEPS);
        restartWith(NEW);
        Reply reply = decrypt(alice, encrypted);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.error()).isEqualTo("server_error");
        assertThat(newest(alice)).startsWith("k1.");
        service.login("alice");
        assertThat(decrypt(alice, encrypted).status()).isEqualTo(200);
    }

    @Test
    void anOlderKeyWhoseMasterKeyIsMissingIsAsGoodAsGone() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject old = alice.encrypt(STEPS);
        restartWith(NEW);
        alice.rotateSessionKey();
        service.login("alice");
        assertThat(before(alice)).startsWith("k1.");
        assertThat(decrypt(alice, old).error()).isEqualTo("session_key_stale");
        assertThat(decrypt(alice, alice.encrypt(STEPS)).status()).isEqualTo(200);
    }

    @Test
    void aRowCopiedToAnotherUserDoesNotOpen() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        MiniProgram mallory = MiniProgram.login(service, "mallory");
        JsonObject encrypted = alice.encrypt(STEPS);
        service.redisView()
                .call(
                        "COPY",
                        "wxauth:{" + alice.tag() + "}:session-key",
                        "wxauth:{" + mallory.tag() + "}:session-key",
                        "REPLACE");
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
