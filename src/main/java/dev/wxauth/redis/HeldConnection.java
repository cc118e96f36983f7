package dev.wxauth.redis;

import dev.wxauth.observe.RedisMeters;
import dev.wxauth.redis.LinkState.Away;
import dev.wxauth.redis.LinkState.Closed;
import dev.wxauth.redis.LinkState.Connecting;
import dev.wxauth.redis.LinkState.Renewing;
import dev.wxauth.redis.LinkState.Retrying;
import dev.wxauth.redis.LinkState.Standing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipelined connection for one event loop, which mends itself. Its {@linkplain LinkState states}, and what follows each:
 *
 * <pre>{@code
 * Connecting  made: Standing                   failed: Away
 * Standing    due, or in trouble: Renewing     lost: Connecting, or Away where it was lost too soon
 * Renewing    made: Standing                   failed: Standing, or Away where the link is suspect
 *                                              lost: Connecting
 * Away        after a pause: Retrying
 * Retrying    made: Standing                   failed: Away
 * Closed      follows each, and nothing follows it
 * }</pre>
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>At most one attempt to connect is under way, in Connecting, Renewing and Retrying, and it ends within its time.
 *   <li>What is asked goes to a link whose other end has said that it is a master, and says so twice a second; on any other
 *       answer the link is lost. In a cluster each key finds its own master, and a link of which a node is lost serves on
 *       until another one stands: keys of healthy nodes still work.
 *   <li>Who asks just after a loss waits for the end of the one attempt that follows it soon. While Redis is away all who
 *       ask fail at once, and leave nothing behind.
 *   <li>Between two attempts passes what {@link Pauses} says, unless a link stood well for a while between them. A refusal
 *       that no other server would better is no reason for one.
 *   <li>A link is less than a minute old where another one can be made: an address that moved is followed. The new one
 *       stands before the old one goes.
 * </ol>
 *
 * <p>Not thread-safe: all calls come from one event loop.
 */
final class HeldConnection {
    private static final Logger log = LoggerFactory.getLogger(HeldConnection.class);
    private static final Duration FIRST_ATTEMPT = Duration.ofMillis(1800);
    private static final Duration ATTEMPT = Duration.ofMillis(800);
    private static final Duration WORTH_WAITING = Duration.ofMillis(200);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration CHECK_EVERY = Duration.ofMillis(500);
    private static final Duration CHECK = Duration.ofMillis(800);
    private static final Duration STANDS_WELL = Duration.ofSeconds(1);
    private static final Duration OLDEST = Duration.ofSeconds(50);
    private static final Duration RETIRED_AFTER = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final RedisSettings config;
    private final Connector connector;
    private final RedisTroubles troubles;
    private final RedisMeters meters;
    private final BooleanSupplier stands = this::stands;
    private final Duration oldest;
    private final Pauses pauses = new Pauses();
    /** Written by its event loop alone, and read by whoever asks whether Redis is there. */
    private volatile LinkState state = new Closed();

    private Deadline nextCheck = Deadline.in(CHECK_EVERY);
    private boolean well;
    private boolean stood;
    private int turn;
    private long ticking;

    private HeldConnection(Vertx vertx, RedisSettings config, RedisWatch watch, Duration oldest) {
        this.vertx = vertx;
        this.config = config;
        this.connector = new Connector(vertx, config);
        this.troubles = new RedisTroubles(watch.troubles());
        this.meters = watch.meters();
        this.oldest = oldest;
    }

    /** Starts connecting and does not wait for it: a pod starts without Redis. */
    static HeldConnection open(Vertx vertx, RedisSettings config, RedisWatch watch) {
        return open(vertx, config, watch, OLDEST);
    }

    /** The same with links that are renewed before they are so old. */
    static HeldConnection open(Vertx vertx, RedisSettings config, RedisWatch watch, Duration oldest) {
        HeldConnection connection = new HeldConnection(vertx, config, watch, oldest);
        connection.state = new Connecting(connection.attempt(FIRST_ATTEMPT));
        connection.ticking = vertx.setPeriodic(TICK.toMillis(), tick -> connection.tick());
        connection.meters.opened(connection.stands);
        return connection;
    }

    private boolean stands() {
        return state.current().isPresent();
    }

    /**
     * Asks on the link that stands, else on the one that the attempt under way will make; fails at once with
     * {@link RedisFailure} while Redis is away.
     */
    <T> Future<T> ask(Function<RedisLink, Future<T>> question) {
        return state.ask(question);
    }

    /** Asks on the link after the one that could not answer, once {@link #judge} was told so; fails as {@link #ask} does. */
    <T> Future<T> askNext(Function<RedisLink, Future<T>> question) {
        return state.askNext(question);
    }

    /** What failed on a link has something to say of the link. */
    RedisFailure judge(RedisLink link, Throwable failure) {
        RedisFailure judged = RedisFailure.of(link.name(), failure);
        switch (judged.kind()) {
            case TIMEOUT -> distrust(link);
            case ENDED, NEVER_SENT -> lose(link, judged);
            case ELSEWHERE -> {
                troubles.refused(judged);
                lose(link, judged);
            }
            case HERE -> troubles.refused(judged);
            case OVERLOAD, REFUSED -> {
                // Nothing is wrong with the link.
            }
        }
        return judged;
    }

    private void distrust(RedisLink link) {
        link.noticeTimeout();
        if (link.isSuspect()) {
            renewSoon(link);
        }
    }

    /** In a cluster it is one node that was lost; the connections to the others serve on until the next link stands. */
    private void lose(RedisLink link, RedisFailure why) {
        if (config.type() == RedisSettings.Type.CLUSTER) {
            renewSoon(link);
        } else if (uses(link)) {
            log.debug("the link to Redis is lost: {}", why.getMessage());
            state = state instanceof Renewing renewing ? new Connecting(renewing.attempt()) : lost(why);
            link.close();
        }
    }

    /** Whether this is the link that is asked now; one that was replaced has nothing to say any more. */
    private boolean uses(RedisLink link) {
        return state.current().filter(current -> current == link).isPresent();
    }

    private LinkState lost(RedisFailure why) {
        Duration pause = pauses.next();
        return pause.compareTo(WORTH_WAITING) > 0
                ? new Away(why, Deadline.in(pause))
                : new Connecting(attemptAfter(pause, ATTEMPT));
    }

    /** Trouble brings the renewal forward once, and not with each command that meets it. */
    private void renewSoon(RedisLink link) {
        if (uses(link) && link.isFirstTrouble()) {
            link.renewIn(pauses.next());
        }
        renewIfDue();
    }

    private void renewIfDue() {
        if (state instanceof Standing standing && standing.link().isDue()) {
            state = new Renewing(standing.link(), attempt(ATTEMPT));
        }
    }

    private Future<RedisLink> attempt(Duration time) {
        return attemptAfter(Duration.ZERO, time);
    }

    /** The pause, if only of a millisecond, ties what follows to this event loop: it ends after the state has changed. */
    private Future<RedisLink> attemptAfter(Duration pause, Duration time) {
        return vertx.timer(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS)
                .compose(paused -> connector.connect(turn, Deadline.in(time)))
                .map(this::stand)
                .recover(this::miss);
    }

    private RedisLink stand(RedisLink made) {
        LinkState before = state;
        if (before instanceof Closed) {
            made.close();
            throw RedisFailure.unreachable(made.name(), "closed by ourselves");
        }
        state = new Standing(made);
        countReconnect(before);
        well = false;
        made.renewIn(oldest.minusMillis(ThreadLocalRandom.current().nextLong(oldest.toMillis() * 2 / 5)));
        made.onEnd(() -> lose(made, RedisFailure.ended(made.name())));
        if (before instanceof Renewing renewing) {
            retire(renewing.link());
        }
        return made;
    }

    /** The first one replaces nothing, and one that was due for its age replaces nothing that was in trouble. */
    private void countReconnect(LinkState before) {
        boolean replacesTrouble =
                before instanceof Renewing renewing ? renewing.link().isTroubled() : stood;
        if (replacesTrouble) {
            meters.reconnected();
        }
        stood = true;
    }

    /** What is under way may still be answered; what is not answered by then has timed out. */
    private void retire(RedisLink old) {
        vertx.timer(RETIRED_AFTER.toMillis(), TimeUnit.MILLISECONDS).compose(pause -> old.close());
    }

    private Future<RedisLink> miss(Throwable failure) {
        RedisFailure why = RedisFailure.unreachable("its address", failure);
        if (!(state instanceof Closed)) {
            turn++;
            troubles.happened(this, why);
            missed(why, pauses.next());
        }
        return Future.failedFuture(why);
    }

    private void missed(RedisFailure why, Duration pause) {
        Optional<RedisLink> link = state.current();
        Optional<RedisLink> kept = link.filter(standing -> !isGivenUp(standing));
        kept.ifPresent(standing -> standing.renewIn(pause));
        state = kept.<LinkState>map(Standing::new).orElseGet(() -> new Away(why, Deadline.in(pause)));
        if (kept.isEmpty()) {
            link.ifPresent(RedisLink::close);
        }
    }

    private boolean isGivenUp(RedisLink link) {
        return link.isSuspect() && config.type() != RedisSettings.Type.CLUSTER;
    }

    private void tick() {
        if (state instanceof Away away && away.pause().isOver()) {
            state = new Retrying(away.why());
            attempt(ATTEMPT);
        }
        state.current().ifPresent(this::tend);
    }

    private void tend(RedisLink link) {
        if (!well && link.age().compareTo(STANDS_WELL) > 0) {
            well = true;
            pauses.reset();
            troubles.well(this);
        }
        if (!link.endpoints().equals(config.endpoints().get())) {
            renewSoon(link);
        }
        if (nextCheck.isOver() && !link.isBlocked()) {
            nextCheck = Deadline.in(CHECK_EVERY);
            link.check(Deadline.in(CHECK)).recover(failure -> Future.failedFuture(judge(link, failure)));
        }
        renewIfDue();
    }

    /** Ends the connection; what is under way fails. */
    Future<Void> close() {
        vertx.cancelTimer(ticking);
        troubles.forget(this);
        meters.closed(stands);
        Optional<RedisLink> link = state.current();
        state = new Closed();
        return link.map(RedisLink::close).orElseGet(Future::succeededFuture);
    }
}
