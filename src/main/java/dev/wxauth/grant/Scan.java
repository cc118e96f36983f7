package dev.wxauth.grant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a user learns who scans. */
public sealed interface Scan {
    /**
     * The request, which is this user's to decide.
     *
     * @param client who asks
     * @param device the label of the device
     * @param sameNetwork whether the device is where the user is
     * @param left until the request ends
     */
    record Asked(String client, Optional<String> device, boolean sameNetwork, Duration left) implements Scan {}

    /** There is none that this user may see. */
    record Refused(Refusal why) implements Scan {}

    /** Reads what the script {@code device-scan} gives. */
    static Scan of(List<String> reply, String networkMark) {
        return reply.get(0).equals("mine")
                ? new Asked(
                        reply.get(1),
                        Optional.of(reply.get(2)).filter(label -> !label.isEmpty()),
                        reply.get(3).equals(networkMark),
                        Duration.ofMillis(Long.parseLong(reply.get(4))))
                : new Refused(Refusal.of(reply.get(0)));
    }
}
