package dev.wxauth.web;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns that somebody forwards requests whom nobody trusts, at most once an hour for all event loops: behind such a proxy all
 * users have one address, and share one limit. Or a client makes it up, which is harmless.
 */
public final class ForwardedNotice {
    private static final Logger log = LoggerFactory.getLogger(ForwardedNotice.class);
    private static final long PAUSE_MILLIS = Duration.ofHours(1).toMillis();

    private final InstantSource clock;
    private final AtomicLong nextAt = new AtomicLong();

    /** Takes the clock that tells when an hour is over. */
    public ForwardedNotice(InstantSource clock) {
        this.clock = clock;
    }

    void seen(InetAddress peer) {
        long now = clock.millis();
        long due = nextAt.get();
        if (now >= due && nextAt.compareAndSet(due, now + PAUSE_MILLIS)) {
            log.atWarn()
                    .addKeyValue("peer", peer.getHostAddress())
                    .log(
                            "X-Forwarded-For comes from {}, which is no trusted proxy, and is not believed: if that is a proxy"
                                    + " of yours, name it in WXAUTH_TRUSTED_PROXIES",
                            peer.getHostAddress());
        }
    }
}
