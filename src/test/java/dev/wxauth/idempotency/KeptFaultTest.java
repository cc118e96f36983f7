package dev.wxauth.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault that is kept for a repeat comes back as it was, of whichever kind it is. */
class KeptFaultTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final Background SECRETIVE = Background.of("for the log alone");

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault.InvalidRequest("Mend it."),
                new Fault.InvalidGrant("Get a new code."),
                new Fault.InvalidGrant("Get a new code.", 40029, SECRETIVE),
                new Fault.SessionKeyStale(),
                new Fault.SessionKeyStale(87009, SECRETIVE),
                new Fault.AccessDenied("Give up.", 40226, SECRETIVE),
                new Fault.InsufficientScope("introspect"),
                new Fault.NotFound("There is no such user."),
                new Fault.Conflict(),
                new Fault.RateLimited(Duration.ofSeconds(7)),
                new Fault.RateLimited(Duration.ofSeconds(60), 45011, SECRETIVE),
                new Fault.ServerError(SECRETIVE),
                new Fault.UpstreamError(SECRETIVE),
                new Fault.UpstreamTimeout(SECRETIVE),
                Fault.TemporarilyUnavailable.because("for the log alone"),
                Fault.TemporarilyUnavailable.wechat(45009, Duration.ofSeconds(60), SECRETIVE));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void itsCallerSeesTheSame(Fault fault) {
        Fault repeated = KeptAnswers.fromJson(KeptAnswers.toJson(fault, NOW), NOW);
        assertThat(repeated.status()).isEqualTo(fault.status());
        assertThat(repeated.error()).isEqualTo(fault.error());
        assertThat(repeated.description()).isEqualTo(fault.description());
        assertThat(repeated.wechatErrcode()).isEqualTo(fault.wechatErrcode());
        assertThat(repeated.retryAfter()).isEqualTo(fault.retryAfter());
        assertThat(repeated.detail()).hasValue("repeated from a kept answer");
    }

    @Test
    void ofAWaitOnlyTheRestIsLeft() {
        Fault limited = new Fault.RateLimited(Duration.ofSeconds(60));
        assertThat(KeptAnswers.fromJson(KeptAnswers.toJson(limited, NOW), NOW + 20_000)
                        .retryAfter())
                .hasValue(Duration.ofSeconds(40));
        assertThat(KeptAnswers.fromJson(KeptAnswers.toJson(limited, NOW), NOW + 90_000)
                        .retryAfter())
                .hasValue(Duration.ofSeconds(1));
    }
}
