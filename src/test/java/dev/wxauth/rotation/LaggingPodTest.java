package dev.wxauth.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.wxauth.support.Await;
import dev.wxauth.support.KeyIds;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A pod that lacks a key which another pod makes things under: it must not call dead what may be genuine (contract,
 * section 6). The first instance lags; the second one's keys are all its own, and so they work at once.
 */
class LaggingPodTest {
    private static final JWK OURS = TestSettings.signingKey();
    private static final JWK THEIRS = TestSettings.signingKey();
    private static final String OUR_MASTER = "k1:" + TestSettings.masterKey();
    private static final String THEIR_MASTER = "k2:" + TestSettings.masterKey();

    private static final MountedFile signingKeys = new MountedFile("signing-keys", TestSettings.jwkSet(OURS));
    private static final MountedFile masterKeys = new MountedFile("master-keys", OUR_MASTER);
    private static final MountedFile theirSigningKeys = new MountedFile("signing-keys", TestSettings.jwkSet(THEIRS));
    private static final MountedFile theirMasterKeys = new MountedFile("master-keys", THEIR_MASTER);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_SIGNING_KEYS", "")
            .with("WXAUTH_SIGNING_KEYS_FILE", signingKeys.path())
            .with("WXAUTH_MASTER_KEYS", "")
            .with("WXAUTH_MASTER_KEYS_FILE", masterKeys.path())
            .instances(2);

    private SessionCaller lagging;
    private JsonObject login;

    @BeforeEach
    void logInAtTheOther() {
        signingKeys.write(TestSettings.jwkSet(OURS));
        masterKeys.write(OUR_MASTER);
        restart(0, signingKeys, masterKeys);
        restart(1, theirSigningKeys, theirMasterKeys);
        lagging = new SessionCaller(service.http(0));
        login = service.login("alice", 1);
    }

    private static void restart(int instance, MountedFile signing, MountedFile master) {
        service.change("WXAUTH_SIGNING_KEYS_FILE", signing.path());
        service.change("WXAUTH_MASTER_KEYS_FILE", master.path());
        service.restartInstance(instance);
    }

    @Test
    void whatMayBeGenuineIsNeitherGoodNorDead() {
        for (String token : List.of(login.getString("skey"), login.getString("access_token"))) {
            for (Reply reply : List.of(
                    lagging.introspect(token),
                    lagging.verify(token),
                    lagging.sessions(token),
                    lagging.logout(token),
                    lagging.revoke(token))) {
                assertThat(reply.status()).as(reply.body()).isEqualTo(503);
                assertThat(reply.header("Retry-After")).isNotNull();
            }
        }
        assertThat(lagging.refresh(login.getString("skey")).status()).isEqualTo(503);
        assertThat(service.introspect(login.getString("skey"), 1).getBoolean("active"))
                .isTrue();
    }

    @Test
    void aSessionKeyThatMayBeOpenedElsewhereIsNotStale() {
        JsonObject encrypted =
                service.wechat().encrypt(TestSettings.APPID, "alice", new JsonObject().put("stepInfoList", "[]"));
        String path = "/auth/users/" + TestSettings.APPID + "/" + login.getString("openid") + "/decrypt";
        assertThat(service.http(0)
                        .postJson(path, encrypted, "Authorization", ServiceExtension.client())
                        .status())
                .isEqualTo(503);
        assertThat(service.http(1)
                        .postJson(path, encrypted, "Authorization", ServiceExtension.client())
                        .status())
                .isEqualTo(200);
    }

    /** Sooner than the files are looked at by themselves. */
    @Test
    void aMissingKeyMakesThePodReadItsFilesAgain() {
        signingKeys.write(TestSettings.jwkSet(OURS, THEIRS));
        masterKeys.write(OUR_MASTER + "," + THEIR_MASTER);
        // They are read at most once a second.
        Await.until(
                "it does",
                Duration.ofSeconds(3),
                () -> lagging.introspect(login.getString("skey")).status() == 200);
        assertThat(lagging.isActive(login.getString("access_token"))).isTrue();
        assertThat(lagging.isActive(login.getString("skey"))).isTrue();
        assertThat(lagging.logout(login.getString("skey")).status()).isEqualTo(204);
        assertThat(service.introspect(login.getString("skey"), 1).getBoolean("active"))
                .isFalse();
    }

    /** However new the key is: a pod that has held it does not lag behind those that hold it. */
    @Test
    void aKeyThatThePodHeldAndHoldsNoMoreWasRemoved() {
        String token = login.getString("access_token");
        signingKeys.write(TestSettings.jwkSet(OURS, THEIRS));
        Await.until(
                "it holds the key",
                Duration.ofSeconds(10),
                () -> lagging.verify(token).status() == 200);
        signingKeys.write(TestSettings.jwkSet(OURS));
        Await.until(
                "the key is removed",
                Duration.ofSeconds(10),
                () -> lagging.verify(token).status() == 401);
        assertThat(lagging.isActive(token)).isFalse();
        assertThat(lagging.logout(token).status()).isEqualTo(401);
    }

    @Test
    void whatNamesAKeyThatNobodyEverHeldIsMadeUp() {
        byte[] bytes = Base64.getUrlDecoder().decode(login.getString("skey"));
        bytes[3] = '9';
        String madeUp = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThat(lagging.introspect(madeUp).body()).isEqualTo("{\"active\":false}");
        assertThat(lagging.verify(madeUp).status()).isEqualTo(401);
        assertThat(lagging.logout(madeUp).status()).isEqualTo(401);
        assertThat(lagging.revoke(madeUp).status()).isEqualTo(200);
        assertThat(lagging.refresh(madeUp).error()).isEqualTo("invalid_grant");
    }

    /** As it is when the key was removed, or came longer ago than any pod may lag. */
    @Test
    void whatNamesAKeyThatCameLongAgoIsRefused() {
        long longAgo = System.currentTimeMillis() - 700_000;
        for (String field : List.of("MASTER:k2", "SIGNING:" + KeyIds.of(THEIRS))) {
            service.redisView().call("HSET", "wxauth:keys", field, longAgo + " " + longAgo);
        }
        assertThat(lagging.isActive(login.getString("skey"))).isFalse();
        assertThat(lagging.isActive(login.getString("access_token"))).isFalse();
        assertThat(lagging.logout(login.getString("skey")).status()).isEqualTo(401);
        assertThat(lagging.refresh(login.getString("skey")).error()).isEqualTo("invalid_grant");
    }

    /** A token of somebody else's, however well made, must not make us look for its key. */
    @Test
    void anotherIssuersTokenIsSimplyNotOurs() {
        String[] parts = login.getString("access_token").split("\\.", -1);
        JsonObject claims = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.put("iss", "https://elsewhere.example.com")
                        .toBuffer()
                        .getBytes());
        assertThat(lagging.isActive(parts[0] + "." + payload + "." + parts[2])).isFalse();
    }
}
