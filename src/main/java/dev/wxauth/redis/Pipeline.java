package dev.wxauth.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;

/**
 * Asks on a {@link HeldConnection}, each command with a deadline. What harms nothing when it is asked twice is asked once
 * more where its connection ends under it. All fail with {@link RedisFailure}.
 *
 * @param connection what is asked on
 */
record Pipeline(HeldConnection connection) {
    /** Ends with the attempt to connect that is under way, in less than 2 s; fails when Redis is away. */
    Future<Void> connected() {
        return connection.ask(link -> Future.succeededFuture());
    }

    /** Succeeds with the reply; fails with {@link RedisFailure}, at once when Redis is known to be away. */
    Future<Response> send(Request command) {
        return ask(Question.write(command));
    }

    /** Succeeds and fails as {@link #send} does, for what may be asked twice: it is asked once more when its link ends. */
    Future<Response> read(Request command) {
        return ask(Question.read(command));
    }

    private Future<Response> ask(Question question) {
        return connection.ask(link -> ask(question, link));
    }

    private Future<Response> ask(Question question, RedisLink link) {
        return question.ask(link).recover(failure -> askAgain(question, link, failure));
    }

    private Future<Response> askAgain(Question question, RedisLink link, Throwable failure) {
        RedisFailure judged = connection.judge(link, failure);
        return question.mayBeAskedAgain(judged.kind())
                ? connection.askNext(next -> askAgain(question, next))
                : Future.failedFuture(judged);
    }

    private Future<Response> askAgain(Question question, RedisLink link) {
        return question.askAgain(link).recover(failure -> judged(link, failure));
    }

    private <T> Future<T> judged(RedisLink link, Throwable failure) {
        return Future.failedFuture(connection.judge(link, failure));
    }

    /** Succeeds with all replies, asked in one piece on a connection of one's own: it keeps all others waiting. */
    Future<List<Response>> block(List<Request> commands, Duration time) {
        return connection.ask(link -> block(commands, time, link));
    }

    private Future<List<Response>> block(List<Request> commands, Duration time, RedisLink link) {
        return link.block(commands, time).recover(failure -> judged(link, failure));
    }

    /** What is under way fails. */
    Future<Void> close() {
        return connection.close();
    }
}
