package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.observe.Meters;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Redis looks at its clock at some moment between a question and its answer, and does not say when. */
class RedisClockTest {
    private static final long TIME = 1_000_000;
    private static final Duration LATE = Duration.ofMillis(800);

    private final RedisClock clock = new RedisClock(Meters.create().redis());

    private static long ago(Duration time) {
        return System.nanoTime() - time.toNanos();
    }

    private void assertShows(long millis) {
        assertThat(clock.millis().orElseThrow()).isBetween(millis, millis + 50);
    }

    @Test
    void aTimeThatWasNotToldIsNotKnown() {
        assertThat(clock.millis()).isEmpty();
    }

    @Test
    void whatWasToldFirstIsTakenFromTheMiddle() {
        clock.told(TIME, ago(LATE));
        assertShows(TIME + LATE.toMillis() / 2);
    }

    /** Redis looked at once, and its answer stood in line. */
    @Test
    void anAnswerThatCameLateChangesNothing() {
        clock.told(TIME, System.nanoTime());
        clock.told(TIME - LATE.toMillis(), ago(LATE));
        assertShows(TIME);
    }

    /** The question stood in line, as while Redis was frozen. */
    @Test
    void aQuestionThatArrivedLateChangesNothing() {
        clock.told(TIME, System.nanoTime());
        clock.told(TIME, ago(LATE));
        assertShows(TIME);
    }

    @Test
    void anAnswerAtOnceMendsWhatALateOneLeftOpen() {
        clock.told(TIME, ago(LATE));
        clock.told(TIME, System.nanoTime());
        assertShows(TIME);
    }

    @Test
    void aClockThatWasSetIsFollowedBothWays() {
        clock.told(TIME, System.nanoTime());
        clock.told(TIME + 5000, System.nanoTime());
        assertShows(TIME + 5000);
        clock.told(TIME, System.nanoTime());
        assertShows(TIME);
    }
}
