package dev.wxauth.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work of several calls to WeChat, each in time, may take longer than one call may. */
class LongWorkTest {
    private static final String CALL = "/wxa/business/getuserphonenumber";
    private static final String TOKEN = "/cgi-bin/stable_token";
    private static final String KEY = "0123456789abcdef-phone";
    private static final Duration NEARLY_TOO_LONG = Duration.ofMillis(1500);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_WECHAT_TIMEOUT", "2s");

    @Test
    void aRepeatIsAnsweredAsTheFirstIs() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        JsonObject body = new JsonObject().put("code", alice.phoneCode("+8613800000000"));
        service.wechat().wxaTroubleNext(2, Trouble.latency(NEARLY_TOO_LONG));
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> alice.post("/auth/phone", body, KEY));
        awaitCall(TOKEN);
        CompletableFuture<Reply> early = CompletableFuture.supplyAsync(() -> alice.post("/auth/phone", body, KEY));
        awaitCall(CALL);
        Reply late = alice.post("/auth/phone", body, KEY);

        assertThat(first.join().status()).isEqualTo(200);
        assertThat(List.of(early.join().body(), late.body()))
                .containsOnly(first.join().body());
        assertThat(service.wechat().calls(CALL)).isEqualTo(1);
    }

    private static void awaitCall(String path) {
        Await.until(path, Duration.ofSeconds(10), () -> service.wechat().calls(path) > 0);
    }
}
