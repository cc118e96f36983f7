package dev.wxauth.redis;

import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one door to Redis. Each command has a deadline, and each failure is a fault: {@link Fault.TemporarilyUnavailable}
 * when Redis is out of reach or not ready, {@link Fault.ServerError} when it refuses what it was asked.
 */
public final class RedisCommands {
    private static final Pattern NOT_READY = Pattern.compile(
            "(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|OOM|MISCONF|NOREPLICAS|NOAUTH|WRONGPASS|NOPERM)\\b.*",
            Pattern.DOTALL);

    /** Not an answer: the library says this of a command whose connection ended under it. */
    private static final String LOST = "CONNECTION_CLOSED";

    private final HeldConnection connection;

    /** Takes the connection that all commands of this event loop share. */
    public RedisCommands(HeldConnection connection) {
        this.connection = connection;
    }

    /** Succeeds when Redis answers. */
    public Future<Void> ping() {
        return send(Request.cmd(Command.PING)).mapEmpty();
    }

    /** A text, if there is one. */
    public Future<Optional<String>> get(String key) {
        return send(Request.cmd(Command.GET).arg(key)).map(RedisCommands::optional);
    }

    /** How long a key lives on, if it is there and has an end. */
    public Future<Optional<Duration>> remainingLife(String key) {
        return send(Request.cmd(Command.PTTL).arg(key))
                .map(millis ->
                        Optional.of(millis.toLong()).filter(left -> left >= 0).map(Duration::ofMillis));
    }

    /** Sets a text that has an end. */
    public Future<Void> set(String key, String value, Duration life) {
        return send(setting(key, value, life)).mapEmpty();
    }

    /** Sets a text that has an end, unless there is one. Whether it was set. */
    public Future<Boolean> setIfAbsent(String key, String value, Duration life) {
        return send(setting(key, value, life).arg("NX")).map(reply -> reply != null);
    }

    private static Request setting(String key, String value, Duration life) {
        return Request.cmd(Command.SET).arg(key).arg(value).arg("PX").arg(life.toMillis());
    }

    /** Deletes keys of one slot. Gives how many were there. */
    public Future<Long> delete(List<String> keys) {
        Request deletion = Request.cmd(Command.DEL);
        keys.forEach(deletion::arg);
        return send(deletion).map(Response::toLong);
    }

    /** These fields of a hash, those that are there. */
    public Future<Map<String, String>> fields(String key, List<String> names) {
        Request request = Request.cmd(Command.HMGET).arg(key);
        names.forEach(request::arg);
        return answered(connection.read(request)).map(values -> Replies.named(names, values));
    }

    /** All fields of a hash; none when it is not there. */
    public Future<Map<String, String>> allFields(String key) {
        return send(Request.cmd(Command.HGETALL).arg(key)).map(Replies::map);
    }

    /** Runs a script, whose keys must all lie in one slot. Gives what it returns as texts, one or a list. */
    public Future<List<String>> run(LuaScript script, List<String> keys, List<String> arguments) {
        return answered(connection
                        .send(evaluation(Command.EVALSHA, script.sha1(), keys, arguments))
                        .recover(failure -> isUnknownScript(failure)
                                ? connection.send(evaluation(Command.EVAL, script.source(), keys, arguments))
                                : Future.failedFuture(failure)))
                .map(Replies::list);
    }

    private Future<Response> send(Request command) {
        return answered(connection.send(command));
    }

    private Future<Response> answered(Future<Response> reply) {
        return reply.recover(failure -> Future.failedFuture(fault(failure)));
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
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }

    private Throwable fault(Throwable failure) {
        if (!(failure instanceof ErrorType error) || error.is(LOST)) {
            connection.noticeFailure(failure);
            return Fault.TemporarilyUnavailable.because("Redis is out of reach");
        }
        String message = String.valueOf(error.getMessage());
        if (NOT_READY.matcher(message).matches()) {
            connection.noticeRefusal();
            return Fault.TemporarilyUnavailable.because("Redis is not ready: " + firstWord(message));
        }
        return new Fault.ServerError("Redis refused a command: " + firstWord(message));
    }

    /** The rest of the message may quote arguments. */
    private static String firstWord(String message) {
        return message.split(" ", 2)[0];
    }
}
