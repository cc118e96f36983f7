package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final List<Integer> MILLIS = List.of(0, 100, 200, 400, 800, 1600, 2000, 2000, 2000);

    @Test
    void theyGrowToTwoSecondsAndBeginAnewWhenAllIsWell() {
        Pauses pauses = new Pauses();
        for (int life = 0; life < 3; life++) {
            List<Duration> grown =
                    Stream.generate(pauses::next).limit(MILLIS.size()).toList();
            for (int i = 0; i < grown.size(); i++) {
                assertThat(grown.get(i).toMillis()).isBetween(MILLIS.get(i) * 3L / 4 - 1, (long) MILLIS.get(i));
            }
            pauses.reset();
        }
    }
}
