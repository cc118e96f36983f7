package dev.wxauth.error;

import java.time.Duration;
import java.util.List;

/** Every error that a caller may be told, of every class of {@link Fault}. */
public final class EachFault {
    private EachFault() {}

    /** One of each. */
    public static List<Fault> all() {
        return List.of(
                new Fault.InvalidRequest(""),
                new Fault.InvalidGrant(""),
                Fault.TokenRefused.pending(),
                Fault.TokenRefused.tooSoon(),
                Fault.TokenRefused.denied(),
                Fault.TokenRefused.expired(),
                Fault.TokenRefused.unauthorizedClient(),
                Fault.TokenRefused.unsupportedGrant(),
                new Fault.SessionKeyStale(),
                Fault.InvalidToken.missing(),
                new Fault.InvalidClient(),
                new Fault.AccessDenied(""),
                new Fault.InsufficientScope(""),
                new Fault.NotFound(""),
                new Fault.MethodNotAllowed(""),
                new Fault.Conflict(),
                new Fault.PayloadTooLarge(),
                new Fault.UnsupportedMediaType(""),
                new Fault.RateLimited(Duration.ZERO),
                new Fault.ServerError(""),
                new Fault.UpstreamError(""),
                Fault.TemporarilyUnavailable.because(""),
                new Fault.UpstreamTimeout(""));
    }
}
