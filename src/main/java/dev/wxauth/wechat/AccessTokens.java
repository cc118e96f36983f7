package dev.wxauth.wechat;

import dev.wxauth.error.Fault;
import dev.wxauth.settings.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * WeChat's access_token, which the calls under {@code /wxa} need and a login never does. One is fetched at a time, over
 * all pods: who gets the lock asks WeChat, all others wait for what comes of it.
 */
final class AccessTokens {
    private static final long POLL_MILLIS = 50;
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final AccessTokenStore store;
    private final StableToken stable;
    private final Turns turns;
    private final Duration timeout;
    private final InstantSource clock;
    private final Map<String, Future<Secret>> renewals = new HashMap<>();

    /**
     * Takes where tokens are kept and whence they come.
     *
     * @param turns with the seats of those who wait for a fetch that is none of theirs
     * @param timeout of one fetch, the wait for its turn included; the lock of a pod that died is free one second after it
     */
    AccessTokens(
            Vertx vertx,
            AccessTokenStore store,
            StableToken stable,
            Turns turns,
            Duration timeout,
            InstantSource clock) {
        this.vertx = vertx;
        this.store = store;
        this.stable = stable;
        this.turns = turns;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** A token that should work. One that nears its end is given all the same, and a new one fetched meanwhile. */
    Future<Secret> get(String appid) {
        return store.find(appid)
                .compose(found -> found.map(token -> used(appid, token)).orElseGet(() -> renew(appid, any -> true)));
    }

    private Future<Secret> used(String appid, StoredToken token) {
        if (!token.isFresh()) {
            refreshAhead(appid);
        }
        return Future.succeededFuture(token.text());
    }

    /** Another token than the one that WeChat has just refused: the stored one, if somebody was faster. */
    Future<Secret> replace(String appid, Secret refused) {
        return renew(appid, token -> !token.text().equals(refused));
    }

    /** Nobody waits for this. If it fails, the lock stays and keeps everybody from trying again at once. */
    private void refreshAhead(String appid) {
        String owner = store.owner();
        store.lock(appid, owner, lockLife())
                .compose(mine -> mine ? holding(appid, owner, StoredToken::isFresh) : Future.succeededFuture(null));
    }

    /**
     * All who want one on this event loop share one effort, but no more than there are seats: while the fetch takes long,
     * requests must not pile up behind it.
     */
    private Future<Secret> renew(String appid, Predicate<StoredToken> serves) {
        Future<Secret> underWay = renewals.get(appid);
        if (underWay != null) {
            return turns.seated(appid, () -> underWay);
        }
        Future<Secret> begun =
                attempt(appid, serves, clock.millis() + lockLife().plus(MARGIN).toMillis());
        renewals.put(appid, begun);
        return begun.andThen((token, failure) -> renewals.remove(appid));
    }

    private Future<Secret> attempt(String appid, Predicate<StoredToken> serves, long deadline) {
        String owner = store.owner();
        return store.lock(appid, owner, lockLife())
                .compose(mine -> mine
                        ? holding(appid, owner, serves).recover(failure -> freed(appid, owner, failure))
                        : waiting(appid, serves, deadline));
    }

    /** Looks again first: somebody may have stored a token just before the lock was taken. */
    private Future<Secret> holding(String appid, String owner, Predicate<StoredToken> serves) {
        return store.find(appid)
                .compose(found -> found.filter(serves)
                        .map(token -> store.unlock(appid, owner).map(token.text()))
                        .orElseGet(() -> fetch(appid, owner)));
    }

    private Future<Secret> fetch(String appid, String owner) {
        return stable.fetch(appid)
                .compose(token ->
                        store.keep(appid, owner, token).otherwiseEmpty().map(token.text()));
    }

    private Future<Secret> freed(String appid, String owner, Throwable failure) {
        return store.unlock(appid, owner).transform(freed -> Future.failedFuture(failure));
    }

    private Future<Secret> waiting(String appid, Predicate<StoredToken> serves, long deadline) {
        return clock.millis() > deadline
                ? Future.failedFuture(
                        Fault.TemporarilyUnavailable.because("somebody else's fetch of an access_token takes too long"))
                : vertx.timer(POLL_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(pause -> store.find(appid))
                        .compose(found -> served(found.filter(serves), appid, serves, deadline));
    }

    private Future<Secret> served(
            Optional<StoredToken> found, String appid, Predicate<StoredToken> serves, long deadline) {
        return found.map(token -> Future.succeededFuture(token.text()))
                .orElseGet(() -> attempt(appid, serves, deadline));
    }

    private Duration lockLife() {
        return timeout.plus(MARGIN);
    }
}
