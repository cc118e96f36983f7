package dev.wxauth.observe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells the operator of troubles that last: when one begins, once a minute with its count while it lasts, and when it is
 * over. However many requests meet it on however many event loops, it is one.
 *
 * <p>A trouble that somebody holds, such as a connection that cannot be made, ends when nobody holds it any more; any other
 * one when it has been quiet for a while at the time to tell again that it lasts.
 *
 * <p>Safe to be used by several threads.
 */
public final class Troubles {
    private static final Logger log = LoggerFactory.getLogger(Troubles.class);
    private static final long AGAIN_AFTER_MILLIS = Duration.ofMinutes(1).toMillis();

    /** What was not seen for so long is over; to be told a count then, and the end a minute later, would mislead. */
    private static final long QUIET_MILLIS = Duration.ofSeconds(10).toMillis();

    /** Far more than can go wrong at a time; what comes beyond is told each time. */
    private static final int MOST = 1000;

    private final InstantSource clock;
    private final Map<Trouble, Course> lasting = new HashMap<>();

    /**
     * What goes wrong. The same level, cause, app and host are the same trouble.
     *
     * @param level ERROR for what only the operator can mend, WARN for the rest
     * @param cause its kind, in a word or a clause
     * @param appid the app that it is about, or empty
     * @param host the server that it is about, or empty
     */
    public record Trouble(Level level, String cause, String appid, String host) {
        private LoggingEventBuilder members(LoggingEventBuilder line, Map<String, Object> more) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("cause", cause);
            members.put("appid", appid);
            members.put("host", host);
            members.putAll(more);
            members.values().removeIf(""::equals);
            return LogLine.with(line, members);
        }
    }

    /** A trouble from its beginning to its end. */
    private static final class Course {
        private final String text;
        private final long began;
        private final Set<Object> holders = new HashSet<>();
        private long last;
        private long told;
        private long count;
        private long countTold;

        private Course(String text, long now) {
            this.text = text;
            this.began = now;
            this.last = now;
            this.told = now;
        }
    }

    /** Takes the clock that tells when a minute is over. */
    public Troubles(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * It happened once more.
     *
     * @param text what it is, in a clause without anything that only one request has
     * @param members what the first line names beside it, such as the request's id
     */
    public synchronized void happened(Trouble trouble, String text, Map<String, Object> members) {
        course(trouble, text, members).count++;
    }

    /** It happened to this holder once more, and lasts until the holder is well, or forgotten. */
    public synchronized void holds(Object holder, Trouble trouble, String text) {
        Course course = course(trouble, text, Map.of());
        course.count++;
        course.holders.add(holder);
    }

    /** It was seen, by somebody who leaves the counting to whoever was kept from something by it. */
    public synchronized void seen(Trouble trouble, String text) {
        course(trouble, text, Map.of());
    }

    private Course course(Trouble trouble, String text, Map<String, Object> members) {
        Course course = lasting.get(trouble);
        if (course == null) {
            return begin(trouble, text, members);
        }
        course.last = clock.millis();
        return course;
    }

    private Course begin(Trouble trouble, String text, Map<String, Object> members) {
        Course begun = new Course(text, clock.millis());
        if (lasting.size() < MOST) {
            lasting.put(trouble, begun);
        }
        trouble.members(log.atLevel(trouble.level), members).log(text);
        return begun;
    }

    /** This holder is well: its trouble is over, unless others hold it. */
    public synchronized void well(Object holder) {
        lasting.entrySet().removeIf(entry -> isEnded(entry.getKey(), entry.getValue(), holder));
    }

    private boolean isEnded(Trouble trouble, Course course, Object holder) {
        boolean ended = course.holders.remove(holder) && course.holders.isEmpty();
        if (ended) {
            tellEnd(trouble, course, clock.millis());
        }
        return ended;
    }

    /** This holder is gone, and says nothing any more. */
    public synchronized void forget(Object holder) {
        lasting.values().removeIf(course -> course.holders.remove(holder) && course.holders.isEmpty());
    }

    /** To be called every second or so: tells again what lasts, once a minute, or the end of what is quiet by then. */
    public synchronized void tick() {
        long now = clock.millis();
        lasting.entrySet()
                .removeIf(entry -> now - entry.getValue().told >= AGAIN_AFTER_MILLIS
                        && isOver(entry.getKey(), entry.getValue(), now));
    }

    private static boolean isOver(Trouble trouble, Course course, long now) {
        long since = course.count - course.countTold;
        course.told = now;
        course.countTold = course.count;
        if (now - course.last >= QUIET_MILLIS && course.holders.isEmpty()) {
            tellEnd(trouble, course, course.last);
            return true;
        }
        trouble.members(log.atLevel(trouble.level), Map.of("times", since))
                .log("{}, {} times in the last minute", course.text, since);
        return false;
    }

    private static void tellEnd(Trouble trouble, Course course, long end) {
        Map<String, Object> members =
                Map.of("times", course.count, "until", Instant.ofEpochMilli(end).truncatedTo(ChronoUnit.SECONDS));
        trouble.members(log.atInfo(), members)
                .log("over, after {} s and {} times: {}", (end - course.began) / 1000, course.count, course.text);
    }
}
