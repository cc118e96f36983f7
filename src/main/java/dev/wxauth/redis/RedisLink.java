package dev.wxauth.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A connection to a master, or to all masters of a cluster, from its making to its end, with what has to be known of it:
 * since when it stands, when it shall be renewed, and how often it did not answer in time.
 *
 * <p>Not thread-safe: all calls come from one event loop.
 */
final class RedisLink {
    private static final Request ROLE = Request.cmd(Command.ROLE);

    private final Wire wire;
    private final RedisEndpoints endpoints;
    private final BiFunction<Request, Duration, Future<Response>> reads;
    private final Function<Deadline, Future<Void>> check;
    private final Runnable end;
    private final Timeouts timeouts = new Timeouts();
    private final long made = System.nanoTime();
    private long renewal = made;
    private int blocking;
    private boolean troubled;
    private boolean suspect;

    private RedisLink(
            Wire wire,
            RedisEndpoints endpoints,
            BiFunction<Request, Duration, Future<Response>> reads,
            Function<Deadline, Future<Void>> check,
            Runnable end) {
        this.wire = wire;
        this.endpoints = endpoints;
        this.reads = reads;
        this.check = check;
        this.end = end;
    }

    /** To one server, which is asked whether it is a master. */
    static RedisLink standalone(Vertx vertx, Wire wire, RedisEndpoints endpoints) {
        return new RedisLink(
                wire, endpoints, new ReadBatch(vertx, wire)::add, deadline -> requireMaster(wire, deadline), () -> {});
    }

    /** To the master that a sentinel named, which is asked on, too. */
    static RedisLink guided(Vertx vertx, Wire wire, RedisEndpoints endpoints, Guide guide) {
        return new RedisLink(
                wire,
                endpoints,
                new ReadBatch(vertx, wire)::add,
                deadline -> confirmedMaster(wire, guide, deadline),
                guide::close);
    }

    /**
     * To every node of a cluster. None has to be asked whether it is a master: for a key that is not its own it sends us to
     * the one whose it is. No batch, because a cluster takes none whose keys lie in different slots.
     */
    static RedisLink cluster(Wire wire, RedisEndpoints endpoints) {
        return new RedisLink(wire, endpoints, wire::send, deadline -> Future.succeededFuture(), () -> {});
    }

    private static Future<Void> confirmedMaster(Wire wire, Guide guide, Deadline deadline) {
        return requireMaster(wire, deadline).compose(master -> guide.confirm(deadline.left()));
    }

    private static Future<Void> requireMaster(Wire wire, Deadline deadline) {
        return wire.send(ROLE, deadline.left())
                .recover(failure -> Future.failedFuture(untold(wire.name(), failure)))
                .map(role -> requireMaster(role.get(0).toString(), wire.name()));
    }

    /** Who is forbidden to ask this may be talking to anybody; what else is refused for says nothing of the role. */
    private static Throwable untold(String name, Throwable failure) {
        return Cause.word(failure).equals(Cause.FORBIDDEN) ? RedisFailure.unreachable(name, failure) : failure;
    }

    private static Void requireMaster(String role, String name) {
        if (!role.equals("master")) {
            throw RedisFailure.unreachable(name, "no master but a " + role);
        }
        return null;
    }

    /** Host and port, for people. */
    String name() {
        return wire.name();
    }

    /** What it was made from, to tell whether the configuration has changed since. */
    RedisEndpoints endpoints() {
        return endpoints;
    }

    /** Succeeds when a master is at the other end, and fails when anything else is, or nobody answers. */
    Future<Void> check(Deadline deadline) {
        return check.apply(deadline);
    }

    /** The action may be called more than once for one end. */
    void onEnd(Runnable action) {
        wire.onEnd(action);
    }

    /** Succeeds with the reply; fails with {@link RedisFailure} or what Redis refused with. */
    Future<Response> send(Request command, Duration time) {
        return wire.send(command, time);
    }

    /** Succeeds and fails as {@link #send} does, for what may be asked twice, and so may go out together with others. */
    Future<Response> read(Request command, Duration time) {
        return reads.apply(command, time);
    }

    /** Succeeds and fails as {@link #send} does, for commands that keep the whole connection waiting. */
    Future<List<Response>> block(List<Request> commands, Duration time) {
        blocking++;
        return wire.batch(commands, time).eventually(this::unblock);
    }

    private Future<Void> unblock() {
        blocking--;
        return Future.succeededFuture();
    }

    /** Whether whatever is asked now would have to wait. */
    boolean isBlocked() {
        return blocking > 0;
    }

    boolean isDue() {
        return System.nanoTime() - renewal >= 0;
    }

    /** Sets the time of its renewal anew. */
    void renewIn(Duration time) {
        renewal = System.nanoTime() + time.toNanos();
    }

    /** Notes that something is wrong with it, and tells whether that is new. */
    boolean isFirstTrouble() {
        boolean first = !troubled;
        troubled = true;
        return first;
    }

    boolean isTroubled() {
        return troubled || suspect;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - made);
    }

    /** Notes an answer that did not come in time; several make it suspect. */
    void noticeTimeout() {
        suspect = timeouts.areTooMany() || suspect;
    }

    /** Whether it is worth keeping only if nothing better is to be had. */
    boolean isSuspect() {
        return suspect;
    }

    /** What is under way fails. */
    Future<Void> close() {
        end.run();
        return wire.close();
    }
}
