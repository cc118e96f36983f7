package dev.wxauth.wechat.credential;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.app.Apps;
import dev.wxauth.error.Fault;
import dev.wxauth.wechat.transport.WeChatAnswer;
import dev.wxauth.wechat.transport.WeChatRequest;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An app that is taken out of the configuration while a request of its is under way. */
class AppTakenOutTest {
    @Test
    void isAClearFaultAndNothingIsSent() {
        AtomicInteger asked = new AtomicInteger();
        AppSecrets secrets = new AppSecrets(() -> new Apps(Map.of()), request -> {
            asked.incrementAndGet();
            return Future.failedFuture("asked");
        });
        Future<WeChatAnswer> answer = secrets.ask(
                APPID, secret -> new WeChatRequest(APPID, WeChatRequest.Api.SNS, "/", Map.of(), null, any -> {}));
        assertThat(answer.cause()).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.error()).isEqualTo("invalid_request");
            assertThat(fault.unsent()).isTrue();
        });
        assertThat(asked).hasValue(0);
    }
}
