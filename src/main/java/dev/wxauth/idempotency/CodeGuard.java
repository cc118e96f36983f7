package dev.wxauth.idempotency;

import dev.wxauth.error.Fault;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One code, one piece of work, over all pods. A code is claimed in Redis before the work and counts as spent for ten
 * minutes; a repeat with the same Idempotency-Key waits for the first request's answer and gets the same.
 *
 * <p>The key is claimed before the code: a key that belongs to another request must not spend the code. Where the work
 * fails with a fault that says {@linkplain Fault#unsent() nothing was sent}, both claims are given back.
 */
public final class CodeGuard {
    private static final long POLL_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** Work that takes more than one call says so often that it goes on. */
    private static final Duration SIGNS_OF_LIFE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Claims claims;
    private final KeptAnswers answers;
    private final Duration callTimeout;
    private final InstantSource clock;

    /**
     * A guard of work that asks WeChat.
     *
     * @param answers where answers are kept
     * @param callTimeout of one call to WeChat, its turn included; for about as long a repeat waits for one that is silent
     */
    public CodeGuard(
            Vertx vertx,
            RedisCommands redis,
            RedisKeys names,
            KeptAnswers answers,
            Duration callTimeout,
            InstantSource clock) {
        this.vertx = vertx;
        this.claims = new Claims(vertx, redis, names);
        this.answers = answers;
        this.callTimeout = callTimeout;
        this.clock = clock;
    }

    /**
     * Does the work, unless its code is spent.
     *
     * @param form how the work's answer is kept
     * @return the work's answer or, for a repeat with the same key, the first one's. Fails with
     *     {@link Fault.InvalidGrant} for a replay, {@link Fault.Conflict} for a key of another request,
     *     {@link Fault.UpstreamTimeout} when the first request never answered, or with the work's own fault
     */
    public <T> Future<Outcome<T>> once(Attempt attempt, AnswerForm<T> form, Supplier<Future<T>> work) {
        return answers.ready().compose(ready -> new Run<>(attempt, form, work).begin());
    }

    /** One request on its way through the guard. */
    private final class Run<T> {
        private final Attempt attempt;
        private final AnswerForm<T> form;
        private final Supplier<Future<T>> work;
        private final String owner = claims.owner();
        private final long began = clock.millis();

        private Run(Attempt attempt, AnswerForm<T> form, Supplier<Future<T>> work) {
            this.attempt = attempt;
            this.form = form;
            this.work = work;
        }

        private Future<Outcome<T>> begin() {
            return attempt.idempotencyKey().isEmpty() ? spendCode() : claimKey();
        }

        private Future<Outcome<T>> claimKey() {
            return claims.claimKey(attempt, owner)
                    .recover(failure -> giveClaimsBack(failure, false))
                    .compose(this::byClaim);
        }

        private Future<Outcome<T>> byClaim(Claim claim) {
            if (claim instanceof Claim.Answered answered) {
                return repeat(answered.sealed());
            }
            if (claim instanceof Claim.Pending pending) {
                return await(pending.silence());
            }
            if (claim instanceof Claim.Other) {
                return Future.failedFuture(new Fault.Conflict());
            }
            return claim instanceof Claim.Mine ? spendCode() : replay();
        }

        private Future<Outcome<T>> spendCode() {
            return claims.claimCode(attempt, owner)
                    .recover(failure ->
                            giveClaimsBack(failure, attempt.idempotencyKey().isPresent()))
                    .compose(mine -> remembered(mine ? work() : replay()));
        }

        private Future<Outcome<T>> remembered(Future<Outcome<T>> outcome) {
            return attempt.idempotencyKey().isEmpty() ? outcome : outcome.compose(this::keep, this::keepFault);
        }

        private Future<Outcome<T>> work() {
            Runnable noMoreSigns = claims.signsOfLife(attempt, owner, callTimeout, SIGNS_OF_LIFE);
            return Future.succeededFuture()
                    .compose(start -> work.get())
                    .andThen((answer, failure) -> noMoreSigns.run())
                    .map(answer -> new Outcome<>(answer, false))
                    .recover(this::giveBackIfUnsent);
        }

        private Future<Outcome<T>> replay() {
            return Future.failedFuture(new Fault.InvalidGrant("This code was used before: get a new code."));
        }

        private Future<Outcome<T>> repeat(String sealed) {
            return answers.open(attempt, sealed)
                    .compose(kept -> kept.map(form.read()).map(this::repeated).orElseGet(this::replay));
        }

        private Future<Outcome<T>> repeated(T answer) {
            return Future.succeededFuture(new Outcome<>(answer, true));
        }

        /**
         * The first request is under way, here or on another pod; that pod may have died. It may be silent for as long as one
         * call takes; who has waited for that long goes on only where there are signs of life.
         */
        private Future<Outcome<T>> await(Duration silence) {
            long most = callTimeout.plus(PATIENCE).toMillis();
            long waited = clock.millis() - began;
            long silent = silence.toMillis();
            boolean isLost = silent > most || (waited > most && silent > 2 * SIGNS_OF_LIFE.toMillis());
            return isLost ? lost() : pause(most - Math.max(silent, waited)).compose(pause -> claimKey());
        }

        private Future<Outcome<T>> lost() {
            return Future.failedFuture(new Fault.UpstreamTimeout("the first request with this key never answered"));
        }

        private Future<Void> pause(long left) {
            long millis = left < 0 ? POLL_MILLIS : Math.min(POLL_MILLIS, left + 1);
            return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
        }

        /** The work is done; that its answer cannot be kept must not spoil it. */
        private Future<Outcome<T>> keep(Outcome<T> outcome) {
            return Future.succeededFuture(outcome.answer())
                    .map(form.write())
                    .compose(answer -> answers.keep(attempt, owner, answer))
                    .map(outcome)
                    .otherwise(outcome);
        }

        private Future<Outcome<T>> keepFault(Throwable failure) {
            return failure instanceof Fault fault && !fault.unsent()
                    ? answers.keep(attempt, owner, fault).transform(kept -> Future.failedFuture(failure))
                    : Future.failedFuture(failure);
        }

        /** Waits for the claims to be given back, so that who tries again at once finds the code free. */
        private Future<Outcome<T>> giveBackIfUnsent(Throwable failure) {
            return failure instanceof Fault fault && fault.unsent()
                    ? claims.giveBack(attempt, owner).compose(done -> Future.failedFuture(failure))
                    : Future.failedFuture(failure);
        }

        /**
         * A claim whose answer was lost may have been made all the same; Redis is in trouble, so nobody waits for it. One
         * that was certainly not made needs nothing, unless it is the second.
         */
        private <C> Future<C> giveClaimsBack(Throwable failure, boolean holdsKey) {
            boolean undone = failure instanceof Fault.TemporarilyUnavailable fault && fault.isUndone();
            if (holdsKey || !undone) {
                claims.giveBack(attempt, owner);
            }
            return Future.failedFuture(failure);
        }
    }
}
