package dev.wxauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.KeyIds;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets are changed in their mounted files while the service serves. */
class RotationTest {
    private static final Duration TAKEN_UP = Duration.ofSeconds(30);
    private static final JWK OLD = TestSettings.signingKey();
    private static final JWK NEW = TestSettings.signingKey();
    private static final String OLD_MASTER = "k1:" + TestSettings.masterKey();
    private static final String NEW_MASTER = "k2:" + TestSettings.masterKey();

    private static final String SHOP = "shop:shop-secret:introspect";

    private static final MountedFile signingKeys = new MountedFile("signing-keys", TestSettings.jwkSet(OLD));
    private static final MountedFile clients = new MountedFile("clients", SHOP);
    private static final MountedFile masterKeys = new MountedFile("master-keys", OLD_MASTER);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .readsSecretsOften()
            .with("WXAUTH_KEY_ACTIVATION", "3s")
            .with("WXAUTH_SIGNING_KEYS", "")
            .with("WXAUTH_SIGNING_KEYS_FILE", signingKeys.path())
            .with("WXAUTH_CLIENTS", "")
            .with("WXAUTH_CLIENTS_FILE", clients.path())
            .with("WXAUTH_MASTER_KEYS", "")
            .with("WXAUTH_MASTER_KEYS_FILE", masterKeys.path());

    @Test
    void signingKeysRotateUnderLoadWithoutAFailedRequest() throws Exception {
        JsonObject login = service.login("alice");
        String skey = login.getString("skey");
        String old = login.getString("access_token");
        List<Reply> replies = new ArrayList<>();
        signingKeys.write(TestSettings.jwkSet(NEW, OLD));
        repeat(replies, skey, old, () -> published(NEW));
        assertThat(signer(skey)).isEqualTo(KeyIds.of(OLD));
        repeat(replies, skey, old, () -> signer(skey).equals(KeyIds.of(NEW)));
        assertThat(replies).hasSizeGreaterThan(20).allMatch(reply -> reply.status() == 200);
        assertThat(replies).noneMatch(reply -> reply.body().contains("\"active\":false"));
        signingKeys.write(TestSettings.jwkSet(NEW));
        await("the old key is retired", () -> !published(OLD));
        assertThat(active(old)).isFalse();
        signingKeys.write(TestSettings.jwkSet(OLD, NEW));
    }

    /** Refreshes and introspects, four at a time, until the change is taken up. */
    private static void repeat(List<Reply> replies, String skey, String token, BooleanSupplier done) {
        await("the keys are taken up", () -> {
            List<CompletableFuture<Reply>> calls = List.of(
                    start("/auth/refresh", new JsonObject().put("skey", skey).encode(), "application/json"),
                    start("/auth/introspect", HttpCaller.form("token", token), "application/x-www-form-urlencoded"),
                    start("/auth/introspect", HttpCaller.form("token", skey), "application/x-www-form-urlencoded"),
                    start("/auth/refresh", new JsonObject().put("skey", skey).encode(), "application/json"));
            calls.forEach(call -> replies.add(call.join()));
            return done.getAsBoolean();
        });
    }

    private static CompletableFuture<Reply> start(String path, String body, String type) {
        return service.http()
                .start("POST", path, body, "Content-Type", type, "Authorization", ServiceExtension.client());
    }

    @Test
    void aClientsSecretsRotate() {
        clients.write(SHOP + ",till:first-secret:introspect,till:second-secret:introspect");
        await("the second secret works", () -> status("second-secret") == 200);
        assertThat(status("first-secret")).isEqualTo(200);
        clients.write(SHOP + ",till:second-secret:introspect");
        await("the first secret is retired", () -> status("first-secret") == 401);
        assertThat(status("second-secret")).isEqualTo(200);
    }

    @Test
    void masterKeysRotate() {
        JsonObject login = service.login("alice");
        String old = login.getString("skey");
        masterKeys.write(NEW_MASTER + "," + OLD_MASTER);
        await("skeys are made under the new key", () -> {
            String made = service.login("bob").getString("skey");
            return KeyIds.ofSkey(made).equals("k2") && active(made);
        });
        String fresh = service.login("carol").getString("skey");
        assertThat(active(old)).isTrue();
        masterKeys.write(NEW_MASTER);
        await("the old key's skeys end", () -> !active(old));
        assertThat(active(fresh)).isTrue();
        assertThat(active(login.getString("access_token"))).isTrue();
        masterKeys.write(OLD_MASTER + "," + NEW_MASTER);
    }

    @Test
    void aBadChangeKeepsTheOldValueAndIsCounted() {
        String token = service.login("alice").getString("access_token");
        double before = refused();
        signingKeys.write("{\"keys\":[]}");
        clients.write("shop");
        masterKeys.write("k1:short");
        await("three changes are refused", () -> refused() >= before + 3);
        assertThat(active(token)).isTrue();
        assertThat(active(service.login("bob").getString("skey"))).isTrue();
        signingKeys.delete();
        clients.write("\n");
        await("files that are gone or empty are refused", () -> refused() >= before + 5);
        assertThat(active(token)).isTrue();
        signingKeys.write(TestSettings.jwkSet(OLD, NEW));
        clients.write(SHOP);
        masterKeys.write(OLD_MASTER + "," + NEW_MASTER);
        await("a good change is taken up again", () -> published(NEW));
    }

    private static double refused() {
        return Scrape.of(service).sum("wxauth_config_reloads_total", "result=refused");
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.until(what, TAKEN_UP, condition);
    }

    private static int status(String secret) {
        return service.http()
                .postForm("/auth/introspect", "token=x", "Authorization", HttpCaller.basic("till", secret))
                .status();
    }

    private static boolean active(String token) {
        return service.introspect(token).getBoolean("active");
    }

    private static boolean published(JWK key) {
        return service.http().get("/.well-known/jwks.json").body().contains(KeyIds.of(key));
    }

    private static String signer(String skey) {
        Reply reply = service.http().postJson("/auth/refresh", new JsonObject().put("skey", skey));
        return KeyIds.ofToken(reply.json().getString("access_token"));
    }
}
