package dev.wxauth.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whether service clients are who they say: {@code wxauth_client_authentications_total}. Thread-safe. */
public final class ClientMeters {
    private final Registration meters;
    private final Map<Asked, Counter> authentications = new ConcurrentHashMap<>();

    private record Asked(String client, boolean trusted) {}

    ClientMeters(Registration meters) {
        this.meters = meters;
        expect(Registration.OTHER);
    }

    /** These clients are configured: they are shown from the start, with the number 0. */
    public void expect(Collection<String> clients) {
        clients.forEach(this::expect);
    }

    private void expect(String client) {
        counter(client, true);
        counter(client, false);
    }

    /** A configured client has shown who it is. */
    public void authenticated(String client) {
        counter(client, true).increment();
    }

    /** Somebody has not, who says to be this configured client, or none that is known. */
    public void refused(Optional<String> client) {
        counter(client.orElse(Registration.OTHER), false).increment();
    }

    private Counter counter(String client, boolean trusted) {
        return authentications.computeIfAbsent(new Asked(client, trusted), this::counter);
    }

    private Counter counter(Asked asked) {
        return meters.counter(
                "wxauth.client.authentications",
                "Service clients that authenticated, or could not.",
                Tags.of("client", asked.client, "result", asked.trusted ? "ok" : "refused"));
    }
}
