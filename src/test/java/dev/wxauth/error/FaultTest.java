package dev.wxauth.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultTest {
    private final Fault busy = Fault.TemporarilyUnavailable.wechat(
            45009, Duration.ofSeconds(60), Background.of("too often").with("rid", "a-rid"));

    /** Several requests may wait for the same step, and be told the same fault. */
    @Test
    void whatOneRequestMakesOfAFaultChangesNothingForAnother() {
        Fault unsent = busy.beforeSending();
        assertThat(unsent.unsent()).isTrue();
        assertThat(busy.unsent()).isFalse();
    }

    @Test
    void aFaultBeforeSendingIsTheSameToTheCallerAndToTheLog() {
        Fault unsent = busy.beforeSending();
        assertThat(unsent.status()).isEqualTo(503);
        assertThat(unsent.error()).isEqualTo("temporarily_unavailable");
        assertThat(unsent.description()).isEqualTo(busy.description());
        assertThat(unsent.wechatErrcode()).hasValue(45009);
        assertThat(unsent.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(unsent.background()).isEqualTo(busy.background());
    }

    @Test
    void adviceIsOfTheRouteOnlyWhereWeChatGaveNoUsableAnswer() {
        assertThat(new Fault.UpstreamTimeout("late").advising("ask again.").description())
                .isEqualTo("WeChat did not answer in time: ask again.");
        assertThat(new Fault.UpstreamError("no").beforeSending().advising("ask again."))
                .extracting(Fault::description, Fault::unsent)
                .containsExactly("WeChat gave no usable answer: ask again.", true);
        assertThat(busy.advising("ask again.")).isSameAs(busy);
    }
}
