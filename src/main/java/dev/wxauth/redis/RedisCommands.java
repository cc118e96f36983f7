package dev.wxauth.redis;

import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The one door to Redis. Each command has a deadline, and each failure is a fault: {@link Fault.TemporarilyUnavailable}
 * when Redis is out of reach or not ready, {@link Fault.ServerError} when it refuses what it was asked.
 */
public final class RedisCommands {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Pattern NOT_READY = Pattern.compile(
            "(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|OOM|MISCONF|NOREPLICAS|NOAUTH|WRONGPASS|NOPERM)\\b.*",
            Pattern.DOTALL);

    private final HeldConnection connection;

    /** Takes the connection that all commands of this event loop share. */
    public RedisCommands(HeldConnection connection) {
        this.connection = connection;
    }

    /** Sends a command. An absent value is null. */
    public Future<Response> send(Request command) {
        return connection
                .send(command)
                .timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(fault(failure)));
    }

    /** Runs a script, whose keys must all lie in one slot. */
    public Future<Response> run(LuaScript script, List<String> keys, List<String> arguments) {
        return connection
                .send(evaluation(Command.EVALSHA, script.sha1(), keys, arguments))
                .recover(failure -> isUnknownScript(failure)
                        ? connection.send(evaluation(Command.EVAL, script.source(), keys, arguments))
                        : Future.failedFuture(failure))
                .timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(fault(failure)));
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
        if (!(failure instanceof ErrorType error)) {
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
