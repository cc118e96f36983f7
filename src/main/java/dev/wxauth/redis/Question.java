package dev.wxauth.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;

/**
 * One command on its way to an answer, which may take two connections: each waits for an answer for a while only, and both
 * together stay below the time after which a caller must have been told.
 *
 * @param command what is asked
 * @param isRead whether it changes nothing, or the same when it is asked twice, and so may be asked again when nobody knows
 *     whether it was carried out
 * @param deadline of both
 */
record Question(Request command, boolean isRead, Deadline deadline) {
    private static final Duration ONE_ANSWER = Duration.ofMillis(800);
    private static final Duration ALL_TOLD = Duration.ofMillis(1800);

    /** Less is no time in which to judge a link by its answer. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    static Question read(Request command) {
        return new Question(command, true, Deadline.in(ALL_TOLD));
    }

    static Question write(Request command) {
        return new Question(command, false, Deadline.in(ALL_TOLD));
    }

    Future<Response> ask(RedisLink link) {
        return isRead && !isLate() ? link.read(command, deadline.left(ONE_ANSWER)) : askAgain(link);
    }

    /** Asks a second time, alone and with a time of its own; succeeds and fails as the first. */
    Future<Response> askAgain(RedisLink link) {
        return isLate() ? tooLate(link) : link.send(command, deadline.left(ONE_ANSWER));
    }

    private boolean isLate() {
        return deadline.left().compareTo(SHORTEST) < 0;
    }

    private static Future<Response> tooLate(RedisLink link) {
        return Future.failedFuture(RedisFailure.tooLate(link.name()));
    }

    /** Whether no harm can come of asking it once more. */
    boolean mayBeAskedAgain(Cause failed) {
        return failed == Cause.NEVER_SENT || (isRead && failed == Cause.ENDED);
    }
}
