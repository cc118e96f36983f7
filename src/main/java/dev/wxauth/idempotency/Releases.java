package dev.wxauth.idempotency;

import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Claims that are to be given back. While Redis is out of reach this is tried on for half a minute: a claim whose answer was
 * lost may still be carried out when a frozen Redis wakes up. All that wait share one timer, and so many may wait and no
 * more; what is dropped counts as spent until its claim ends by itself.
 *
 * <p>Not thread-safe: all calls come from one event loop.
 */
final class Releases {
    private static final LuaScript RELEASE_KEY = LuaScript.named("release-key");
    private static final LuaScript RELEASE_CODE = LuaScript.named("release-code");
    private static final long PAUSE_MILLIS = 500;
    private static final long TRIED_FOR_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 500;

    private final Vertx vertx;
    private final RedisCommands redis;
    private final RedisKeys names;
    private final Queue<Release> waiting = new ArrayDeque<>();
    private boolean trying;

    /** One claim, by as little as it takes to give it back. */
    private record Release(String codeHash, Optional<String> keyHash, String owner, long began) {
        private boolean isOver() {
            return System.nanoTime() - began > TRIED_FOR_NANOS;
        }
    }

    Releases(Vertx vertx, RedisCommands redis, RedisKeys names) {
        this.vertx = vertx;
        this.redis = redis;
        this.names = names;
    }

    /** Succeeds after the first try, whatever came of it. */
    Future<Void> giveBack(Attempt attempt, String owner) {
        return attempt(new Release(attempt.codeHash(), attempt.keyHash(), owner, System.nanoTime()));
    }

    private Future<Void> attempt(Release release) {
        return run(release).otherwise(failure -> keep(release));
    }

    private Future<Void> run(Release release) {
        List<String> owner = List.of(release.owner());
        Future<?> code = redis.run(RELEASE_CODE, List.of(names.code(release.codeHash())), owner);
        Future<?> key = release.keyHash()
                .map(names::idempotencyKey)
                .<Future<?>>map(name -> redis.run(RELEASE_KEY, List.of(name), owner))
                .orElse(Future.succeededFuture());
        return Future.join(code, key).mapEmpty();
    }

    private Void keep(Release release) {
        if (waiting.size() < MOST_WAITING && !release.isOver()) {
            waiting.add(release);
        }
        return tryOn();
    }

    private Void tryOn() {
        if (!trying && !waiting.isEmpty()) {
            trying = true;
            vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(pause -> attemptSome())
                    .map(done -> trying = false)
                    .map(done -> tryOn());
        }
        return null;
    }

    /** Those that fail again go to the end of the queue. */
    private Future<Void> attemptSome() {
        List<Release> some = Stream.generate(waiting::poll)
                .limit(Math.min(MOST_AT_ONCE, waiting.size()))
                .toList();
        return Future.join(some.stream().map(this::attempt).toList()).mapEmpty();
    }
}
