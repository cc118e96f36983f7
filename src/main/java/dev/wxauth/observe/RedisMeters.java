package dev.wxauth.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What Redis is asked, and whether it is there. Thread-safe. */
public final class RedisMeters {
    /** What is told of a command that Redis carried out. */
    public static final String OK = "ok";

    /** What is told of a command whose end has no name. */
    public static final String OTHER = Registration.OTHER;

    private final Registration meters;
    private final Map<Asked, Timer> commands = new ConcurrentHashMap<>();
    private final Set<BooleanSupplier> connections = ConcurrentHashMap.newKeySet();
    private final Counter reconnects;
    private volatile double clockOffset;

    private record Asked(String command, String outcome) {}

    RedisMeters(Registration meters) {
        this.meters = meters;
        this.reconnects = meters.counter(
                "wxauth.redis.reconnects", "Connections to Redis that replaced one in trouble.", Tags.empty());
        meters.gauge(
                "wxauth.redis.up",
                "1 while every event loop has a connection to a Redis that is a master.",
                Tags.empty(),
                this::up);
        meters.gauge(
                "wxauth.redis.clock.offset.seconds",
                "How far the clock of Redis is ahead of this pod's.",
                Tags.empty(),
                () -> clockOffset);
    }

    /**
     * A command came to its end, repeats included: {@code wxauth_redis_commands_seconds}.
     *
     * @param command its name, or the script's
     * @param outcome {@link #OK}, timeout, lost, or the first word of an error that is known
     */
    public void command(String command, String outcome, long nanos) {
        timer(command, outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Such commands are asked now and then, and may end so: they are shown from the start, with the number 0. */
    public void expect(List<String> names, List<String> outcomes) {
        for (String name : names) {
            outcomes.forEach(outcome -> timer(name, outcome));
        }
    }

    private Timer timer(String command, String outcome) {
        return commands.computeIfAbsent(new Asked(command, outcome), this::timer);
    }

    private Timer timer(Asked asked) {
        Tags labels = Tags.of("command", asked.command, "outcome", asked.outcome);
        return meters.timer("wxauth.redis.commands", "Commands and scripts that Redis was asked.", labels);
    }

    /** A connection that Redis must be there for, by whether it is; part of {@code wxauth_redis_up}. */
    public void opened(BooleanSupplier connection) {
        connections.add(connection);
    }

    /** It counts no more. */
    public void closed(BooleanSupplier connection) {
        connections.remove(connection);
    }

    private double up() {
        return connections.stream().allMatch(BooleanSupplier::getAsBoolean) ? 1 : 0;
    }

    /** A connection was replaced that was lost or in trouble: {@code wxauth_redis_reconnects}. */
    public void reconnected() {
        reconnects.increment();
    }

    /** How far Redis' clock is ahead of ours: {@code wxauth_redis_clock_offset_seconds}. */
    public void clockOffset(double seconds) {
        clockOffset = seconds;
    }
}
