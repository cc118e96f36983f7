package dev.wxauth.wechat.credential;

import dev.wxauth.error.Fault;
import dev.wxauth.settings.Secret;
import dev.wxauth.tracing.Trace;
import dev.wxauth.wechat.transport.WeChatTransports;
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
public final class WeChatCredentials {
    private static final long POLL_MILLIS = 50;
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final WeChatTransports transports;
    private final StableTokenApi stable;
    private final CredentialStore store;
    private final InstantSource clock;
    private final Map<Wanted, Future<Secret>> renewals = new HashMap<>();

    /**
     * What is asked for: any token of an app, or any but one.
     *
     * @param refused by WeChat, just now
     */
    private record Wanted(String appid, Optional<Secret> refused) {
        private boolean isServedBy(WeChatCredential token) {
            return refused.filter(token.text()::equals).isEmpty();
        }
    }

    /**
     * Takes whence tokens come and where they are kept.
     *
     * @param transports with the seats of those who wait for a fetch that is none of theirs
     */
    public WeChatCredentials(
            Vertx vertx, WeChatTransports transports, AppSecrets secrets, CredentialStore store, InstantSource clock) {
        this.vertx = vertx;
        this.transports = transports;
        this.stable = new StableTokenApi(secrets);
        this.store = store;
        this.clock = clock;
    }

    /**
     * Gives a token that should work. One that nears its end is given all the same, and a new one fetched meanwhile.
     *
     * @return the token; fails as WeChat's answer to the fetch says, and with {@link Fault.TemporarilyUnavailable} when
     *     Redis is out of reach, there is too much to do, or somebody else's fetch takes too long
     */
    public Future<Secret> get(String appid) {
        return store.find(appid).compose(found -> usedOrRenewed(appid, found));
    }

    private Future<Secret> usedOrRenewed(String appid, Optional<WeChatCredential> found) {
        return found.isPresent() ? used(appid, found.get()) : renew(new Wanted(appid, Optional.empty()));
    }

    private Future<Secret> used(String appid, WeChatCredential token) {
        if (!token.isFresh()) {
            refreshAhead(appid);
        }
        return Future.succeededFuture(token.text());
    }

    /**
     * Gives another token than the one that WeChat has just refused: the stored one, if somebody was faster. Fails as
     * {@link #get} does.
     */
    public Future<Secret> replace(String appid, Secret refused) {
        return renew(new Wanted(appid, Optional.of(refused)));
    }

    /** Nobody waits for this. If it fails, the lock stays and keeps everybody from trying again at once. */
    private void refreshAhead(String appid) {
        String owner = store.owner();
        store.lock(appid, owner, lockLife())
                .compose(
                        mine -> mine ? holding(appid, owner, WeChatCredential::isFresh) : Future.succeededFuture(null));
    }

    /**
     * All who want the same on this event loop share one effort, but no more than there are seats: while the fetch takes long,
     * requests must not pile up behind it. An effort for any token may bring the very one that somebody else was refused.
     */
    private Future<Secret> renew(Wanted wanted) {
        Future<Secret> underWay = renewals.get(wanted);
        if (underWay != null) {
            return Trace.here().comeBack(() -> transports.seated(wanted.appid, () -> underWay));
        }
        Future<Secret> begun = attempt(
                wanted.appid,
                wanted::isServedBy,
                clock.millis() + lockLife().plus(MARGIN).toMillis());
        renewals.put(wanted, begun);
        return begun.andThen((token, failure) -> renewals.remove(wanted));
    }

    private Future<Secret> attempt(String appid, Predicate<WeChatCredential> serves, long deadline) {
        String owner = store.owner();
        return store.lock(appid, owner, lockLife())
                .compose(mine -> mine ? trying(appid, owner, serves) : waiting(appid, serves, deadline));
    }

    private Future<Secret> trying(String appid, String owner, Predicate<WeChatCredential> serves) {
        return holding(appid, owner, serves).recover(failure -> freed(appid, owner, failure));
    }

    /** Looks again first: somebody may have stored a token just before the lock was taken. */
    private Future<Secret> holding(String appid, String owner, Predicate<WeChatCredential> serves) {
        return store.find(appid).compose(found -> storedOrFetched(appid, owner, found.filter(serves)));
    }

    private Future<Secret> storedOrFetched(String appid, String owner, Optional<WeChatCredential> found) {
        return found.isPresent() ? store.unlock(appid, owner).map(found.get().text()) : fetch(appid, owner);
    }

    private Future<Secret> fetch(String appid, String owner) {
        return stable.fetch(appid)
                .compose(token ->
                        store.keep(appid, owner, token).otherwiseEmpty().map(token.text()));
    }

    private Future<Secret> freed(String appid, String owner, Throwable failure) {
        return store.unlock(appid, owner).transform(freed -> Future.failedFuture(failure));
    }

    private Future<Secret> waiting(String appid, Predicate<WeChatCredential> serves, long deadline) {
        return clock.millis() > deadline
                ? Future.failedFuture(
                        Fault.TemporarilyUnavailable.because("somebody else's fetch of an access_token takes too long"))
                : vertx.timer(POLL_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(pause -> store.find(appid))
                        .compose(found -> served(found.filter(serves), appid, serves, deadline));
    }

    private Future<Secret> served(
            Optional<WeChatCredential> found, String appid, Predicate<WeChatCredential> serves, long deadline) {
        return found.map(token -> Future.succeededFuture(token.text()))
                .orElseGet(() -> attempt(appid, serves, deadline));
    }

    /** The lock of a pod that died is free soon after its fetch would have ended. */
    private Duration lockLife() {
        return transports.timeout().plus(MARGIN);
    }
}
