package dev.wxauth.wechat.credential;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.error.Fault;
import dev.wxauth.wechat.Apps;
import dev.wxauth.wechat.transport.WeChatAnswer;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An app that is taken out of the configuration while a request of its is under way. */
class AppTakenOutTest {
    private final AppSecrets secrets = new AppSecrets(() -> new Apps(Map.of()));

    @Test
    void isAClearFaultAndNothingIsSent() {
        AtomicInteger asked = new AtomicInteger();
        Future<WeChatAnswer> answer = secrets.ask(APPID, secret -> {
            asked.incrementAndGet();
            return Future.failedFuture("asked");
        });
        assertThat(answer.cause()).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.error()).isEqualTo("invalid_request");
            assertThat(fault.unsent()).isTrue();
        });
        assertThat(asked).hasValue(0);
    }
}
