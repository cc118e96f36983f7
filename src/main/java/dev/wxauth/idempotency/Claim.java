package dev.wxauth.idempotency;

import java.time.Duration;
import java.util.List;

/** What a request learns that claims its Idempotency-Key. */
sealed interface Claim {
    /** The key was free, and is this request's now. */
    record Mine() implements Claim {}

    /** The key belongs to a request for something else. */
    record Other() implements Claim {}

    /**
     * The first request was answered.
     *
     * @param sealed its answer, as it is kept
     */
    record Answered(String sealed) implements Claim {
        @Override
        public String toString() {
            return "answered";
        }
    }

    /**
     * The first request is under way, or its pod has died.
     *
     * @param silence how long ago it came, or said last that it is at work
     */
    record Pending(Duration silence) implements Claim {}

    /** The first request was answered, and its answer is kept no more. */
    record Over() implements Claim {}

    /** Reads what the script {@code claim-key} gives. */
    static Claim of(List<String> reply) {
        return switch (reply.get(0)) {
            case "mine" -> new Mine();
            case "other" -> new Other();
            case "answered" -> new Answered(reply.get(1));
            case "pending" -> new Pending(Duration.ofMillis(Long.parseLong(reply.get(1))));
            default -> new Over();
        };
    }
}
