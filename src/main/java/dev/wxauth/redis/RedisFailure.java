package dev.wxauth.redis;

import dev.wxauth.error.Background;
import dev.wxauth.error.Certificates;
import dev.wxauth.error.Fault;
import dev.wxauth.error.OutOfMemory;
import dev.wxauth.observe.RedisMeters;
import java.util.Map;
import java.util.Set;

/** Why there is no answer from Redis. Its message is for the log: where, what, and no secret. */
final class RedisFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What Redis says, and what the operator can do about it. */
    private static final Map<String, String> ADVICE = Map.of(
            "WRONGPASS",
            "user or password is wrong, mend WXAUTH_REDIS_URL or WXAUTH_REDIS_SENTINEL_PASSWORD",
            "NOAUTH",
            "it wants a password, give it in WXAUTH_REDIS_URL or WXAUTH_REDIS_SENTINEL_PASSWORD",
            "NOPERM",
            "its access list forbids this user a command or a key that the service needs, allow it what the README lists",
            Certificates.REFUSED,
            Certificates.ADVICE,
            "OOM",
            "its memory is full, so that nobody can log in or refresh; give it more (maxmemory), and never let it evict",
            "MISCONF",
            "it cannot write to its disk; see its log, and make room",
            "NOREPLICAS",
            "it has fewer replicas than its min-replicas-to-write wants; bring them back");

    /** Redis will be like this until somebody changes what it was told; a full memory or disk may mend itself. */
    private static final Set<String> OPERATORS = Set.of("WRONGPASS", "NOAUTH", "NOPERM", Certificates.REFUSED);

    private final String where;
    private final Cause cause;
    private final String word;

    private RedisFailure(String where, Cause cause, String word, String detail) {
        super(text(where, cause, word) + (detail.isEmpty() ? "" : ", " + detail), null, false, false);
        this.where = where;
        this.cause = cause;
        this.word = word;
    }

    private static String text(String where, Cause cause, String word) {
        return "Redis at " + where + " " + cause.text() + ": " + word;
    }

    /** A command failed on the link to this address. */
    static RedisFailure of(String where, Throwable failure) {
        OutOfMemory.endsTheProcess(failure);
        return failure instanceof RedisFailure known ? known : of(where, Cause.of(failure), failure);
    }

    /** No link to this address could be made, so that nothing was asked. */
    static RedisFailure unreachable(String where, Throwable failure) {
        OutOfMemory.endsTheProcess(failure);
        return failure instanceof RedisFailure known ? known : of(where, Cause.NEVER_SENT, failure);
    }

    private static RedisFailure of(String where, Cause cause, Throwable failure) {
        return new RedisFailure(Cause.node(failure).orElse(where), cause, Cause.word(failure), Cause.detail(failure));
    }

    /** The same for a reason of our own. */
    static RedisFailure unreachable(String where, String word) {
        return new RedisFailure(where, Cause.NEVER_SENT, word, "");
    }

    /** The link to this address ended, so that nothing can be asked on it. */
    static RedisFailure ended(String where) {
        return new RedisFailure(where, Cause.NEVER_SENT, Cause.LOST, Cause.CONNECTION_ENDED);
    }

    /** A link stood at last, when there was no time left to ask on it. */
    static RedisFailure tooLate(String where) {
        return new RedisFailure(where, Cause.OVERLOAD, Cause.TIMED_OUT, "no time left");
    }

    /** Host and port. */
    String where() {
        return where;
    }

    /** What helps. */
    Cause kind() {
        return cause;
    }

    /** The first word of what Redis said, or one of ours for all that is none of its answers. */
    String word() {
        return word;
    }

    /** In a word, for metrics: Redis' own, also when it refused the connection and not the command, or what came of the call. */
    String outcome() {
        if (Cause.isKnown(word)) {
            return word;
        }
        return switch (cause) {
            case TIMEOUT -> Cause.TIMED_OUT;
            case ENDED, NEVER_SENT, OVERLOAD -> Cause.LOST;
            case ELSEWHERE, HERE, REFUSED -> RedisMeters.OTHER;
        };
    }

    /** Whether the access list forbids what was asked, and not to be connected. */
    boolean forbidsTheCommand() {
        return cause == Cause.HERE && word.equals(Cause.FORBIDDEN);
    }

    /** Whether only the operator can mend it. */
    boolean isForOperator() {
        return OPERATORS.contains(word);
    }

    /** What it is, and what helps where that is known. */
    String explained() {
        return getMessage() + (ADVICE.containsKey(word) ? "; " + ADVICE.get(word) : "");
    }

    /** What the caller is told. */
    Fault toFault() {
        return switch (cause) {
            case TIMEOUT, ENDED -> Fault.TemporarilyUnavailable.because(background());
            case NEVER_SENT, OVERLOAD, ELSEWHERE, HERE -> Fault.TemporarilyUnavailable.undone(background());
            case REFUSED -> new Fault.ServerError(background());
        };
    }

    private Background background() {
        Background background = Background.of(explained()).by(word).with("host", where);
        return isForOperator() ? background.forOperator() : background;
    }
}
