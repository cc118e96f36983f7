package dev.wxauth.idempotency;

import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Claims claims;
    private final KeptAnswers answers;
    private final Duration workTimeout;
    private final InstantSource clock;

    /**
     * A guard of work that takes at most a known time.
     *
     * @param workTimeout after which a request that has not answered is taken for lost
     */
    public CodeGuard(Vertx vertx, Claims claims, KeptAnswers answers, Duration workTimeout, InstantSource clock) {
        this.vertx = vertx;
        this.claims = claims;
        this.answers = answers;
        this.workTimeout = workTimeout;
        this.clock = clock;
    }

    /**
     * Does the work, unless its code is spent.
     *
     * @return the work's answer or, for a repeat with the same key, the first one's. Fails with
     *     {@link Fault.InvalidGrant} for a replay, {@link Fault.Conflict} for a key of another request,
     *     {@link Fault.UpstreamTimeout} when the first request never answered, or with the work's own fault
     */
    public Future<Outcome> once(Attempt attempt, Supplier<Future<JsonObject>> work) {
        return new Run(attempt, claims.owner(), work, clock.millis()).begin();
    }

    /** One request on its way through the guard. */
    private final class Run {
        private final Attempt attempt;
        private final String owner;
        private final Supplier<Future<JsonObject>> work;
        private final long began;

        private Run(Attempt attempt, String owner, Supplier<Future<JsonObject>> work, long began) {
            this.attempt = attempt;
            this.owner = owner;
            this.work = work;
            this.began = began;
        }

        private Future<Outcome> begin() {
            return attempt.idempotencyKey().isEmpty() ? spendCode() : claimKey();
        }

        private Future<Outcome> claimKey() {
            return claims.claimKey(attempt, owner)
                    .recover(failure -> giveClaimsBack(failure, false))
                    .compose(this::byClaim);
        }

        private Future<Outcome> byClaim(List<String> claim) {
            return switch (claim.get(0)) {
                case "mine" -> spendCode();
                case "other" -> Future.failedFuture(new Fault.Conflict());
                case "answered" -> repeat(claim.get(1));
                case "pending" -> await(Long.parseLong(claim.get(1)));
                default -> replay();
            };
        }

        private Future<Outcome> spendCode() {
            return claims.claimCode(attempt, owner)
                    .recover(failure ->
                            giveClaimsBack(failure, attempt.idempotencyKey().isPresent()))
                    .compose(mine -> remembered(mine ? work() : replay()));
        }

        private Future<Outcome> remembered(Future<Outcome> outcome) {
            return attempt.idempotencyKey().isEmpty() ? outcome : outcome.compose(this::keep, this::keepFault);
        }

        private Future<Outcome> work() {
            return Future.succeededFuture()
                    .compose(start -> work.get())
                    .map(answer -> new Outcome(answer, false))
                    .recover(this::giveBackIfUnsent);
        }

        private Future<Outcome> replay() {
            return Future.failedFuture(new Fault.InvalidGrant("This code was used before: get a new code."));
        }

        private Future<Outcome> repeat(String sealed) {
            return answers.open(attempt, sealed)
                    .compose(kept -> kept.map(answer -> Future.succeededFuture(new Outcome(answer, true)))
                            .orElseGet(this::replay));
        }

        /** The first request is under way, here or on another pod; that pod may have died. */
        private Future<Outcome> await(long age) {
            long most = workTimeout.plus(PATIENCE).toMillis();
            long left = most - Math.max(age, clock.millis() - began);
            return left < 0
                    ? Future.failedFuture(new Fault.UpstreamTimeout("the first request with this key never answered"))
                    : vertx.timer(Math.min(POLL_MILLIS, left + 1), TimeUnit.MILLISECONDS)
                            .compose(pause -> claimKey());
        }

        /** The work is done; that its answer cannot be kept must not spoil it. */
        private Future<Outcome> keep(Outcome outcome) {
            return answers.keep(attempt, owner, outcome.answer()).map(outcome).otherwise(outcome);
        }

        private Future<Outcome> keepFault(Throwable failure) {
            return failure instanceof Fault fault && !fault.unsent()
                    ? answers.keep(attempt, owner, fault).transform(kept -> Future.failedFuture(failure))
                    : Future.failedFuture(failure);
        }

        /** Waits for the claims to be given back, so that who tries again at once finds the code free. */
        private Future<Outcome> giveBackIfUnsent(Throwable failure) {
            return failure instanceof Fault fault && fault.unsent()
                    ? claims.giveBack(attempt, owner).compose(done -> Future.failedFuture(failure))
                    : Future.failedFuture(failure);
        }

        /**
         * A claim whose answer was lost may have been made all the same; Redis is in trouble, so nobody waits for it. One
         * that was certainly not made needs nothing, unless it is the second.
         */
        private <T> Future<T> giveClaimsBack(Throwable failure, boolean holdsKey) {
            boolean undone = failure instanceof Fault.TemporarilyUnavailable fault && fault.isUndone();
            if (holdsKey || !undone) {
                claims.giveBack(attempt, owner);
            }
            return Future.failedFuture(failure);
        }
    }
}
