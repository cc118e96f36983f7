package dev.wxauth.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + SPAN + "-01",
                "01-" + TRACE + "-" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01-what-comes-later",
                "fe-" + TRACE + "-" + SPAN + "-ff-"
            })
    void whatIsWellFormedIsRead(String text) {
        assertThat(TraceParent.of(List.of(text))).contains(new TraceParent(TRACE, SPAN, true));
    }

    @Test
    void onlyTheFlagThatIsKnownIsPassedOn() {
        TraceParent parent =
                TraceParent.of(List.of("cc-" + TRACE + "-" + SPAN + "-fe")).orElseThrow();
        assertThat(parent.text()).isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                TRACE,
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01-",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "cc-" + TRACE + "-" + SPAN + "-01more",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-0G",
                "00-" + TRACE + "-" + SPAN + "-0A",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-" + SPAN + "-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736a-" + SPAN + "-01",
                "00_" + TRACE + "_" + SPAN + "_01",
                " 00-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01\n"
            })
    void whatIsMalformedIsAsIfThereWereNone(String text) {
        assertThat(TraceParent.of(List.of(text))).isEmpty();
    }

    @Test
    void twoOfThemAreAsIfThereWereNone() {
        String one = "00-" + TRACE + "-" + SPAN + "-01";
        assertThat(TraceParent.of(List.of(one, one))).isEmpty();
        assertThat(TraceParent.of(List.of())).isEmpty();
    }
}
