package dev.wxauth.redis;

import dev.wxauth.error.Fault;
import dev.wxauth.observe.RedisMeters;
import dev.wxauth.tracing.Call;
import dev.wxauth.tracing.Trace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one door to Redis. Each command has a deadline, and each failure is a fault: {@link Fault.TemporarilyUnavailable}
 * when Redis is out of reach or not ready, {@link Fault.ServerError} when it refuses what it was asked. A command that
 * harms nothing when it comes twice is asked once more when the connection ends under it.
 *
 * <p>Not thread-safe: all calls come from one event loop.
 */
public final class RedisCommands {
    private static final List<String> COMMANDS =
            List.of("PING", "GET", "PTTL", "SET", "DEL", "HGET", "HMGET", "HGETALL");

    /** By the library's names for them, which are in small letters. */
    private static final Map<String, Call> CALLS = COMMANDS.stream()
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), Call::command));

    private static final String WAIT = "WAIT";

    /** How every command may end; what Redis itself refuses one for is shown when it happens. */
    private static final List<String> OUTCOMES = List.of(RedisMeters.OK, Cause.TIMED_OUT, Cause.LOST);

    /** What is told of a wait that came to nothing, whatever the reason: not enough replicas had it in time. */
    private static final String REPLICAS_TOO_SLOW = Cause.TIMED_OUT;

    private final Pipeline pipeline;
    private final ReplicaWait replicas;
    private final RedisMeters meters;
    private final RedisClock clock;

    private RedisCommands(Pipeline pipeline, ReplicaWait replicas, RedisWatch watch) {
        this.pipeline = pipeline;
        this.replicas = replicas;
        this.meters = watch.meters();
        this.clock = watch.clock();
        meters.expect(COMMANDS, OUTCOMES);
        meters.expect(LuaScript.NAMES, OUTCOMES);
        meters.expect(replicas.areWanted() ? List.of(WAIT) : List.of(), OUTCOMES);
    }

    /** Opens the door for this event loop. Starts connecting and does not wait for it: a pod starts without Redis. */
    public static RedisCommands open(Vertx vertx, RedisSettings config, RedisWatch watch) {
        return new RedisCommands(
                new Pipeline(HeldConnection.open(vertx, config, watch)), ReplicaWait.open(vertx, config, watch), watch);
    }

    /** Ends with the attempt to connect that is under way, in less than 2 s; fails when Redis is away. */
    public Future<Void> connected() {
        return pipeline.connected();
    }

    /** Ends all connections; what is under way fails. */
    public Future<Void> close() {
        return Future.join(pipeline.close(), replicas.close()).mapEmpty();
    }

    /** Succeeds when Redis answers. That its access list forbids just this question is an answer, too. */
    public Future<Void> ping() {
        Request ping = Request.cmd(Command.PING);
        return ask(call(ping), () -> pipeline.read(ping).recover(RedisCommands::unlessForbidden))
                .mapEmpty();
    }

    private static Future<Response> unlessForbidden(Throwable failure) {
        return failure instanceof RedisFailure refusal && refusal.forbidsTheCommand()
                ? Future.succeededFuture()
                : Future.failedFuture(failure);
    }

    /** Succeeds with a text, if there is one. */
    public Future<Optional<String>> get(String key) {
        return read(Request.cmd(Command.GET).arg(key)).map(RedisCommands::optional);
    }

    /** Succeeds with how long a key lives on, if it is there and has an end. */
    public Future<Optional<Duration>> remainingLife(String key) {
        return read(Request.cmd(Command.PTTL).arg(key)).map(RedisCommands::life);
    }

    private static Optional<Duration> life(Response millis) {
        long left = millis.toLong();
        return left < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(left));
    }

    /** Sets a text that has an end, unless there is one. Succeeds with whether it was set. */
    public Future<Boolean> setIfAbsent(String key, String value, Duration life) {
        return send(setting(key, value, life).arg("NX")).map(reply -> reply != null);
    }

    /**
     * Puts a text in the place of one that is there, and leaves its end as it is. Succeeds with the one that was there before;
     * empty when there was none, and nothing is set then. It is asked once more when the connection ends under it: a text that
     * nobody else writes is found to be one's own.
     */
    public Future<Optional<String>> replace(String key, String value) {
        return read(Request.cmd(Command.SET)
                        .arg(key)
                        .arg(value)
                        .arg("XX")
                        .arg("GET")
                        .arg("KEEPTTL"))
                .map(RedisCommands::optional);
    }

    private static Request setting(String key, String value, Duration life) {
        return Request.cmd(Command.SET).arg(key).arg(value).arg("PX").arg(life.toMillis());
    }

    /** Deletes keys of one slot. Succeeds with how many were there. */
    public Future<Long> delete(List<String> keys) {
        Request deletion = Request.cmd(Command.DEL);
        keys.forEach(deletion::arg);
        return send(deletion).map(Response::toLong);
    }

    /** Succeeds with a field of a hash, if it is there. */
    public Future<Optional<String>> field(String key, String name) {
        return read(Request.cmd(Command.HGET).arg(key).arg(name)).map(RedisCommands::optional);
    }

    /** Succeeds with these fields of a hash, those that are there. */
    public Future<Map<String, String>> fields(String key, List<String> names) {
        Request request = Request.cmd(Command.HMGET).arg(key);
        names.forEach(request::arg);
        return read(request).map(values -> Replies.named(names, values));
    }

    /** Succeeds with all fields of a hash; none when it is not there. */
    public Future<Map<String, String>> allFields(String key) {
        return read(Request.cmd(Command.HGETALL).arg(key)).map(Replies::map);
    }

    /** What time it is there. */
    public RedisClock clock() {
        return clock;
    }

    /** Runs a script, whose keys must all lie in one slot. Succeeds with what it returns as texts, one or a list. */
    public Future<List<String>> run(LuaScript script, List<String> keys, List<String> arguments) {
        return ask(Call.script(script.name()), () -> evaluate(script, keys, arguments))
                .map(Replies::list);
    }

    private Future<Response> evaluate(LuaScript script, List<String> keys, List<String> arguments) {
        return pipeline.send(evaluation(Command.EVALSHA, script.sha1(), keys, arguments))
                .recover(failure -> isUnknownScript(failure)
                        ? pipeline.send(evaluation(Command.EVAL, script.source(), keys, arguments))
                        : Future.failedFuture(failure));
    }

    /**
     * Succeeds when as many replicas as the operator wants have all that was written so far, and the key is gone there; at
     * once when none is wanted. Fails with {@link Fault.TemporarilyUnavailable} when they have not in about a second.
     */
    public Future<Void> goneOnReplicas(String key) {
        return gone(Request.cmd(Command.EXISTS).arg(key));
    }

    /** Succeeds and fails as {@link #goneOnReplicas(String)} does, for a field of a hash. */
    public Future<Void> goneOnReplicas(String key, String field) {
        return gone(Request.cmd(Command.HEXISTS).arg(key).arg(field));
    }

    private Future<Void> gone(Request presence) {
        return replicas.areWanted() ? ask(Call.command(WAIT), () -> replicas.gone(presence)) : Future.succeededFuture();
    }

    private Future<Response> send(Request command) {
        return ask(call(command), () -> pipeline.send(command));
    }

    private Future<Response> read(Request command) {
        return ask(call(command), () -> pipeline.read(command));
    }

    private static Call call(Request command) {
        return Objects.requireNonNull(CALLS.get(command.command().toString()), "each command is listed");
    }

    /** Each is traced, if its request is, and counted by its end; its failure is a fault. */
    private <T> Future<T> ask(Call call, Supplier<Future<T>> question) {
        return Trace.here().call(call, () -> counted(call, question));
    }

    private <T> Future<T> counted(Call call, Supplier<Future<T>> question) {
        long start = System.nanoTime();
        return question.get()
                .andThen((done, failure) -> meters.command(call.name(), outcome(failure), System.nanoTime() - start))
                .recover(RedisCommands::fail);
    }

    private static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return RedisMeters.OK;
        }
        if (failure instanceof RedisFailure known) {
            return known.outcome();
        }
        return failure instanceof Fault ? REPLICAS_TOO_SLOW : RedisMeters.OTHER;
    }

    private static Optional<String> optional(Response reply) {
        return Optional.ofNullable(reply).map(Response::toString);
    }

    private static Request evaluation(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure instanceof RedisFailure refusal && refusal.word().equals("NOSCRIPT");
    }

    private static <T> Future<T> fail(Throwable failure) {
        return Future.failedFuture(failure instanceof RedisFailure known ? known.toFault() : failure);
    }
}
