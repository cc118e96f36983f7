package dev.wxauth.grant;

import dev.wxauth.error.Fault;
import java.util.List;
import java.util.Optional;

/** How far a request is that its user agreed to. */
public sealed interface Poll {
    /**
     * It is to become a session, if it has not already.
     *
     * @param tag of the user who agreed
     * @param appid the mini program
     * @param device the label of the device
     */
    record Agreed(String tag, String appid, Optional<String> device) implements Poll {}

    /**
     * It was answered.
     *
     * @param sealed the answer, as it is kept
     */
    record Redeemed(String sealed) implements Poll {
        @Override
        public String toString() {
            return "redeemed";
        }
    }

    /** Reads what the script {@code device-poll} gives; throws the fault that is the answer as long as nobody has agreed. */
    static Poll of(List<String> reply) {
        return switch (reply.get(0)) {
            case "pending" -> throw Fault.TokenRefused.pending();
            case "slow_down" -> throw Fault.TokenRefused.tooSoon();
            case "denied" -> throw Fault.TokenRefused.denied();
            case "over" -> throw Fault.TokenRefused.expired();
            case "redeeming" ->
                new Agreed(reply.get(1), reply.get(2), Optional.of(reply.get(3)).filter(label -> !label.isEmpty()));
            case "redeemed" -> new Redeemed(reply.get(1));
            default -> throw unknown();
        };
    }

    /** What every device_code is told that leads nowhere. */
    static Fault unknown() {
        return new Fault.InvalidGrant("The device_code is not valid, or not any more: begin anew.");
    }
}
