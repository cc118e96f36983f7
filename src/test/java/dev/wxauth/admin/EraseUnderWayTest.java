package dev.wxauth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user is erased while something of that user's is under way: it is not undone, and nothing is made by halves. */
class EraseUnderWayTest {
    private static final Duration SLOW = Duration.ofMillis(700);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void aResetUnderWayWritesNoSessionKeyBack() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().wxaTrouble(Trouble.latency(SLOW));
        CompletableFuture<Reply> reset = start("POST", alice.path() + "/session-key/reset", service());
        awaitCall("/wxa/resetusersessionkey");
        erase(alice);
        assertThat(reset.join().status()).isEqualTo(404);
        assertThat(keysOf(alice)).isEmpty();
    }

    @Test
    void aCheckUnderWayWritesNothing() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().wxaTrouble(Trouble.latency(SLOW));
        CompletableFuture<Reply> check = start("POST", "/auth/session-key/check", alice.bearer());
        awaitCall("/wxa/checksession");
        erase(alice);
        assertThat(check.join().status()).isEqualTo(200);
        assertThat(keysOf(alice)).isEmpty();
    }

    @Test
    void aPhoneNumberUnderWayLeavesNothing() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().wxaTrouble(Trouble.latency(SLOW));
        CompletableFuture<Reply> phone = service.http()
                .start(
                        "POST",
                        "/auth/phone",
                        new JsonObject()
                                .put("code", alice.phoneCode("13800000001"))
                                .encode(),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        alice.bearer());
        awaitCall("/wxa/business/getuserphonenumber");
        erase(alice);
        assertThat(phone.join().status()).isEqualTo(200);
        assertThat(keysOf(alice)).isEmpty();
    }

    @Test
    void aLoginUnderWayMakesAWholeUser() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.wechat().trouble(Trouble.latency(SLOW));
        service.wechat().resetCalls();
        String body = new JsonObject()
                .put("code", service.wechat().code(TestSettings.APPID, "alice"))
                .encode();
        CompletableFuture<Reply> login =
                service.http().start("POST", "/auth/login", body, "Content-Type", "application/json");
        awaitCall("/sns/jscode2session");
        erase(alice);
        JsonObject tokens = login.join().json();
        assertThat(keysOf(alice)).hasSize(2);
        JsonObject user =
                service.http().get(alice.path(), "Authorization", service()).json();
        assertThat(user.getJsonArray("sessions")).hasSize(1);
        assertThat(user.getLong("session_key_renewed_at")).isPositive();
        assertThat(service.introspect(tokens.getString("access_token")).getBoolean("active"))
                .isTrue();
    }

    private static void awaitCall(String path) {
        Await.until(path + " is under way", PATIENCE, () -> service.wechat().calls(path) > 0);
    }

    private static void erase(MiniProgram user) {
        Reply reply = service.http().delete(user.path(), "Authorization", service());
        assertThat(reply.status()).isEqualTo(204);
        assertThat(keysOf(user)).isEmpty();
    }

    private static CompletableFuture<Reply> start(String method, String path, String authorization) {
        return service.http().start(method, path, "", "Authorization", authorization);
    }

    private static String service() {
        return ServiceExtension.client();
    }

    private static List<String> keysOf(MiniProgram user) {
        return service.redisView().keys().stream()
                .filter(key -> key.contains(user.tag()))
                .toList();
    }
}
