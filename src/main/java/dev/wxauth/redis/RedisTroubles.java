package dev.wxauth.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the operator what is wrong with Redis, for all connections of a process together: when it begins, once a minute
 * with its count while it lasts, and when it is over. ERROR for what only the operator can mend, WARN for the rest. A line
 * names host and port and the first word of what Redis said, and never a password.
 *
 * <p>Safe to be used by several threads.
 */
public final class RedisTroubles {
    private static final Logger log = LoggerFactory.getLogger(RedisTroubles.class);
    private static final long AGAIN_AFTER_MILLIS = Duration.ofMinutes(1).toMillis();

    /** What Redis says, and what the operator can do about it. */
    private static final Map<String, String> ADVICE = Map.of(
            "WRONGPASS",
            "user or password is wrong, mend WXAUTH_REDIS_URL or WXAUTH_REDIS_SENTINEL_PASSWORD",
            "NOAUTH",
            "it wants a password, give it in WXAUTH_REDIS_URL or WXAUTH_REDIS_SENTINEL_PASSWORD",
            "NOPERM",
            "its access list forbids this user a command or a key that the service needs, allow it what the README lists");

    private final InstantSource clock;
    private final Map<List<String>, Trouble> lasting = new HashMap<>();

    /** One trouble, from its beginning to its end. */
    private static final class Trouble {
        private final String where;
        private final String word;
        private final long began;
        private final Set<Object> connections = new HashSet<>();
        private long last;
        private long told;
        private long count;
        private long countTold;

        private Trouble(String where, String word, long now) {
            this.where = where;
            this.word = word;
            this.began = now;
            this.told = now;
        }

        private void tell(String often) {
            log.atLevel(ADVICE.containsKey(word) ? Level.ERROR : Level.WARN)
                    .addKeyValue("redis", where)
                    .addKeyValue("cause", word)
                    .log(
                            "Redis at {} is in trouble ({}): {}{}",
                            where,
                            word,
                            ADVICE.getOrDefault(word, "trying on"),
                            often);
            countTold = count;
        }

        private void tellEnd(long end) {
            log.atInfo()
                    .addKeyValue("redis", where)
                    .addKeyValue("cause", word)
                    .log(
                            "Redis at {} is out of trouble ({}), after {} s and {} times",
                            where,
                            word,
                            (end - began) / 1000,
                            count);
        }
    }

    /** Takes the clock that tells when a minute is over. */
    public RedisTroubles(InstantSource clock) {
        this.clock = clock;
    }

    /** An attempt of this connection to reach Redis failed; that lasts until the connection is well. */
    synchronized void happened(Object connection, RedisFailure why) {
        trouble(why.where(), why.word()).connections.add(connection);
    }

    /** Redis would not do what it was asked; that lasts until a minute has passed without it. */
    synchronized void refused(RedisFailure why) {
        trouble(why.where(), why.word());
    }

    private Trouble trouble(String where, String word) {
        Trouble trouble = lasting.computeIfAbsent(List.of(where, word), name -> begun(where, word));
        trouble.count++;
        trouble.last = clock.millis();
        return trouble;
    }

    private Trouble begun(String where, String word) {
        Trouble trouble = new Trouble(where, word, clock.millis());
        trouble.tell("");
        trouble.countTold = 1;
        return trouble;
    }

    /** This connection has stood for a while: what kept it from that is over, unless it keeps others. */
    synchronized void well(Object connection) {
        lasting.values().removeIf(trouble -> isEnded(trouble, connection));
    }

    private boolean isEnded(Trouble trouble, Object connection) {
        boolean ended = trouble.connections.remove(connection) && trouble.connections.isEmpty();
        if (ended) {
            trouble.tellEnd(clock.millis());
        }
        return ended;
    }

    /** This connection is closed, and says nothing about Redis any more. */
    synchronized void forget(Object connection) {
        lasting.values().removeIf(trouble -> trouble.connections.remove(connection) && trouble.connections.isEmpty());
    }

    /** To be called often: tells again what lasts, once a minute, and the end of what was not seen for so long. */
    synchronized void tick() {
        long now = clock.millis();
        lasting.values().removeIf(trouble -> now - trouble.told >= AGAIN_AFTER_MILLIS && isOver(trouble, now));
    }

    private static boolean isOver(Trouble trouble, long now) {
        long since = trouble.count - trouble.countTold;
        trouble.told = now;
        if (since == 0) {
            trouble.tellEnd(trouble.last);
        } else {
            trouble.tell(", " + since + " times in the last minute");
        }
        return since == 0;
    }
}
