package dev.wxauth.grant;

import static dev.wxauth.redis.LuaScript.millis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wxauth.error.Fault;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How devices ask whether they may come in: far more often than anything else, and nearly always for nothing. So waiting is one
 * plain command, which goes out together with what others ask, and the script is asked only where something changes: where it is
 * decided, over, or too soon.
 *
 * <p>A poll puts its {@linkplain PollMark mark} in the place of the last one's. There is one only while nothing is decided and
 * every poll was in time; so who finds one that is old enough waits on, and no two can find the same. Who comes too soon too often
 * cannot be in time any more before the request ends, which its hash then tells. Which requests those are is remembered here, to
 * ask that first; whoever does not remember learns it from the script.
 */
final class Polls {
    /** RFC 8628 section 3.5. */
    private static final Duration LONGER = Duration.ofSeconds(5);

    /** So much sooner than the interval is in time. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private static final Duration PAUSE = DeviceRequests.INTERVAL.minus(TOLERANCE);

    private static final int REMEMBERED = 1000;
    private static final String NEVER_IN_TIME_BEFORE = "h";
    private static final String TOO_SOON = "1";
    private static final String UNKNOWN = "";
    private static final List<String> NEVER_IN_TIME = List.of("slow_down", "never");
    private static final LuaScript POLL = LuaScript.named("device-poll", "device-requests");

    private final RedisCommands redis;
    private final RedisKeys names;
    private final Cache<String, Boolean> hasty = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    Polls(RedisCommands redis, RedisKeys names) {
        this.redis = redis;
        this.names = names;
    }

    /** Succeeds and fails as {@link DeviceRequests#poll} does. */
    Future<Poll> poll(String requestId) {
        OptionalLong now = redis.clock().millis();
        return now.isPresent() ? poll(requestId, PollMark.at(now.getAsLong())) : look(requestId, UNKNOWN);
    }

    private Future<Poll> poll(String requestId, PollMark mark) {
        return hasty.getIfPresent(requestId) == null
                ? redis.replace(names.devicePoll(requestId), mark.text()).compose(last -> wait(requestId, mark, last))
                : redis.field(names.deviceRequest(requestId), NEVER_IN_TIME_BEFORE)
                        .compose(time -> waitInVain(requestId, mark, time));
    }

    private Future<Poll> wait(String requestId, PollMark mark, Optional<String> last) {
        if (last.filter(before -> mark.mayFollow(before, PAUSE)).isPresent()) {
            return Future.failedFuture(Fault.TokenRefused.pending());
        }
        return look(requestId, last.isPresent() ? TOO_SOON : UNKNOWN);
    }

    private Future<Poll> waitInVain(String requestId, PollMark mark, Optional<String> time) {
        return time.filter(mark::isBefore).isPresent()
                ? Future.failedFuture(Fault.TokenRefused.tooSoon())
                : look(requestId, UNKNOWN);
    }

    private Future<Poll> look(String requestId, String tooSoon) {
        List<String> keys = List.of(names.deviceRequest(requestId), names.devicePoll(requestId));
        return redis.run(POLL, keys, List.of(millis(TOLERANCE), millis(LONGER), tooSoon))
                .map(reply -> remember(requestId, reply))
                .map(Poll::of);
    }

    private List<String> remember(String requestId, List<String> reply) {
        if (reply.equals(NEVER_IN_TIME)) {
            hasty.put(requestId, true);
        }
        return reply;
    }
}
