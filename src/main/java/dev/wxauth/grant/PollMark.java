package dev.wxauth.grant;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a poll leaves behind, to be held against the next one: when it came, by Redis' clock, and a number that tells it from
 * any other.
 *
 * @param millis when it came
 * @param text as it is kept
 */
record PollMark(long millis, String text) {
    static PollMark at(long millis) {
        return new PollMark(millis, millis + " " + ThreadLocalRandom.current().nextLong());
    }

    /** Whether it came before a time, in milliseconds. */
    boolean isBefore(String time) {
        return millis < Long.parseLong(time);
    }

    /**
     * Whether this poll may come after that one: not too soon, or it is the same one, of which nobody knew whether it had
     * arrived. A last poll that lies a little ahead has overtaken this one; far ahead, it was timed by a clock that has been set
     * back since.
     */
    boolean mayFollow(String last, Duration pause) {
        long before = Long.parseLong(last, 0, last.indexOf(' '), 10);
        return last.equals(text) || Math.abs(millis - before) >= pause.toMillis();
    }
}
