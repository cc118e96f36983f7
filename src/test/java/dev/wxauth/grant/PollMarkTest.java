package dev.wxauth.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollMarkTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final PollMark mark = PollMark.at(100_000);

    @Test
    void aPollMayFollowOneThatIsLongEnoughAgo() {
        assertThat(mark.mayFollow("0 first", PAUSE)).as("none yet").isTrue();
        assertThat(mark.mayFollow(PollMark.at(98_000).text(), PAUSE)).isTrue();
        assertThat(mark.mayFollow(PollMark.at(98_001).text(), PAUSE)).isFalse();
        assertThat(mark.mayFollow(PollMark.at(100_000).text(), PAUSE))
                .as("another one of the same moment")
                .isFalse();
    }

    @Test
    void whatWasAskedTwiceFollowsItself() {
        assertThat(mark.mayFollow(mark.text(), PAUSE)).isTrue();
    }

    @Test
    void aClockThatWasSetBackMakesNobodyWait() {
        assertThat(mark.mayFollow(PollMark.at(102_000).text(), PAUSE)).isTrue();
    }

    @Test
    void aPollThatWasOvertakenIsTooSoon() {
        assertThat(mark.mayFollow(PollMark.at(100_001).text(), PAUSE)).isFalse();
    }
}
