package dev.wxauth.error;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong in a request, one nested class per row of the contract's error table (section 2).
 *
 * <p>The description is one printable ASCII sentence for the caller: it says what to do and leaks nothing. The background
 * is for the log alone. A fault carries no stack trace, because it is an answer and not a defect; and it never changes, since
 * several requests may have to be told the same one.
 */
public abstract sealed class Fault extends RuntimeException {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(2);
    private static final String NO_USABLE_ANSWER = "WeChat gave no usable answer: ";
    private static final String NO_ANSWER_IN_TIME = "WeChat did not answer in time: ";
    private static final String LOG_IN_AGAIN = "log in again with a new code.";

    private final int status;
    private final String error;
    private final String description;
    private final @Nullable Integer wechatErrcode;
    private final Background background;

    private Fault(
            int status, String error, String description, @Nullable Integer wechatErrcode, Background background) {
        super(description, null, false, false);
        this.description = description;
        this.status = status;
        this.error = error;
        this.wechatErrcode = wechatErrcode;
        this.background = background;
    }

    private Fault(int status, String error, String description) {
        this(status, error, description, null, Background.NONE);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable code for programs. */
    public String error() {
        return error;
    }

    /** One sentence for people who call. */
    public String description() {
        return description;
    }

    /** WeChat's own number, where it is the cause and may be shown. */
    public OptionalInt wechatErrcode() {
        return wechatErrcode == null ? OptionalInt.empty() : OptionalInt.of(wechatErrcode);
    }

    /** What the log may say beyond the description. */
    public Background background() {
        return background;
    }

    /** What happened, if there is more to say than the description does. */
    public Optional<String> detail() {
        return background.detail().isEmpty() ? Optional.empty() : Optional.of(background.detail());
    }

    /** When to come back, for {@code Retry-After}. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** The {@code WWW-Authenticate} header of RFC 9110 section 11.6.1, where the status demands one. */
    public Optional<String> challenge() {
        return Optional.empty();
    }

    /** True when WeChat certainly never looked at a code, so that none is spent by this fault. */
    public boolean unsent() {
        return false;
    }

    /** The same fault, of a step that comes before WeChat is sent a code: that code is not spent by it. */
    public final Fault beforeSending() {
        return new Retold(this, description(), true);
    }

    /**
     * The same fault with what helps on this route, where that depends on the route: when WeChat gave no answer that can be
     * used (502, 504). All other faults stay as they are.
     */
    public final Fault advising(String advice) {
        return switch (status) {
            case 502 -> new Retold(this, NO_USABLE_ANSWER + advice, unsent());
            case 504 -> new Retold(this, NO_ANSWER_IN_TIME + advice, unsent());
            default -> this;
        };
    }

    /** 400: malformed, missing, repeated or ill-typed input. */
    public static final class InvalidRequest extends Fault {
        public InvalidRequest(String description) {
            super(400, "invalid_request", description);
        }
    }

    /** 400: a code or skey that will never work again. */
    public static final class InvalidGrant extends Fault {
        public InvalidGrant(String description) {
            super(400, "invalid_grant", description);
        }

        public InvalidGrant(String description, int wechatErrcode, Background background) {
            super(400, "invalid_grant", description, wechatErrcode, background);
        }
    }

    /** 400: why the token endpoint gives no tokens (RFC 6749 section 5.2, RFC 8628 section 3.5). */
    public static final class TokenRefused extends Fault {
        private TokenRefused(String error, String description) {
            super(400, error, description);
        }

        /** Nothing is decided yet. */
        public static TokenRefused pending() {
            return new TokenRefused(
                    "authorization_pending", "The user has not agreed yet: ask again after the interval.");
        }

        /** Nothing is decided yet, and the device asks too often. */
        public static TokenRefused tooSoon() {
            return new TokenRefused(
                    "slow_down", "This was sooner than the interval allows: make it 5 seconds longer from now on.");
        }

        /** The user said no, or took the consent back. */
        public static TokenRefused denied() {
            return new TokenRefused("access_denied", "The user does not agree: begin anew only if the user wishes it.");
        }

        /** Nobody decided or asked in time. */
        public static TokenRefused expired() {
            return new TokenRefused("expired_token", "The device_code has expired: begin anew.");
        }

        /** The client is who it says, and may not do this. */
        public static TokenRefused unauthorizedClient() {
            return new TokenRefused(
                    "unauthorized_client", "This client needs the scope device: ask the operator for it.");
        }

        /** A grant that is not known here. */
        public static TokenRefused unsupportedGrant() {
            return new TokenRefused(
                    "unsupported_grant_type", "The grant_type is not known here: send one that the metadata name.");
        }
    }

    /** 400: open data fits no session_key that is still held. One answer for every cause, so that it is no oracle. */
    public static final class SessionKeyStale extends Fault {
        private static final String ADVICE = "The session_key does not fit: log in again, then fetch the data again.";

        public SessionKeyStale() {
            super(400, "session_key_stale", ADVICE);
        }

        public SessionKeyStale(int wechatErrcode, Background background) {
            super(400, "session_key_stale", ADVICE, wechatErrcode, background);
        }
    }

    /** 401 on bearer routes, with the challenge of RFC 6750 section 3. */
    public static final class InvalidToken extends Fault {
        private final boolean credentialSent;

        private InvalidToken(String description, boolean credentialSent, Background background) {
            super(401, "invalid_token", description, null, background);
            this.credentialSent = credentialSent;
        }

        /** No credential came: the challenge carries no error attribute. */
        public static InvalidToken missing() {
            return new InvalidToken("Send an access token or an skey as a bearer credential.", false, Background.NONE);
        }

        /** A credential came and is not good, whatever the reason. */
        public static InvalidToken refused() {
            return refused(Background.NONE);
        }

        /** The same with the reason, for the log. */
        public static InvalidToken refused(Background why) {
            return new InvalidToken("The credential is not valid: refresh it, or else log in again.", true, why);
        }

        @Override
        public Optional<String> challenge() {
            String attributes =
                    credentialSent ? ", error=\"invalid_token\", error_description=\"" + description() + "\"" : "";
            return Optional.of("Bearer realm=\"wxauth\"" + attributes);
        }
    }

    /** 401 on service routes, always with a Basic challenge (RFC 6749 section 5.2). */
    public static final class InvalidClient extends Fault {
        public InvalidClient() {
            super(401, "invalid_client", "Client authentication failed: check the client id and secret.");
        }

        @Override
        public Optional<String> challenge() {
            return Optional.of("Basic realm=\"wxauth\", charset=\"UTF-8\"");
        }
    }

    /** 403: WeChat blocks this user or knows none, or the user's own scan is not to be trusted. */
    public static final class AccessDenied extends Fault {
        public AccessDenied(String description) {
            super(403, "access_denied", description);
        }

        public AccessDenied(String description, int wechatErrcode, Background background) {
            super(403, "access_denied", description, wechatErrcode, background);
        }
    }

    /** 403: the service client lacks the scope, or the session is not the mini program's own. */
    public static final class InsufficientScope extends Fault {
        public InsufficientScope(String scope) {
            super(403, "insufficient_scope", "This client needs the scope " + scope + ": ask the operator for it.");
        }

        private InsufficientScope() {
            super(403, "insufficient_scope", "Another device's session may not do this: do it in the mini program.");
        }

        /** A user opened the session for another device, which may do less. */
        public static InsufficientScope ofOtherDevices() {
            return new InsufficientScope();
        }
    }

    /** 404: no such route, user or session. */
    public static final class NotFound extends Fault {
        public NotFound(String description) {
            super(404, "not_found", description);
        }
    }

    /** 405, with {@code Allow}. */
    public static final class MethodNotAllowed extends Fault {
        private final String allow;

        public MethodNotAllowed(String allow) {
            super(405, "method_not_allowed", "This route does not take that method: use one that Allow names.");
            this.allow = allow;
        }

        /** The value of the {@code Allow} header (RFC 9110 section 10.2.1). */
        public String allow() {
            return allow;
        }
    }

    /** 409: an Idempotency-Key that belongs to another request, or a decision after the contrary one. */
    public static final class Conflict extends Fault {
        public Conflict() {
            this("This Idempotency-Key was used with a different request: make a fresh key.");
        }

        public Conflict(String description) {
            super(409, "conflict", description);
        }
    }

    /** 413: the body is above 64 KiB. */
    public static final class PayloadTooLarge extends Fault {
        public PayloadTooLarge() {
            super(413, "payload_too_large", "The body is larger than 64 KiB: send less.");
        }
    }

    /** 415: not the media type or charset that this route reads. */
    public static final class UnsupportedMediaType extends Fault {
        public UnsupportedMediaType(String expected) {
            super(415, "unsupported_media_type", "Send the body as " + expected + " in UTF-8, not encoded.");
        }
    }

    /** 429: our own limit, or WeChat's 45011. */
    public static final class RateLimited extends Fault {
        private final Duration retryAfter;

        public RateLimited(Duration retryAfter) {
            this(retryAfter, null, Background.NONE);
        }

        public RateLimited(Duration retryAfter, @Nullable Integer wechatErrcode, Background background) {
            super(
                    429,
                    "rate_limited",
                    "Too many requests: wait as long as Retry-After says.",
                    wechatErrcode,
                    background);
            this.retryAfter = retryAfter;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(retryAfter);
        }
    }

    /** 500: our own fault or the operator's; the caller learns nothing but that. */
    public static final class ServerError extends Fault {
        public ServerError(String detail) {
            this(Background.of(detail));
        }

        public ServerError(Background background) {
            super(500, "server_error", "The service is at fault: tell its operator the request_id.", null, background);
        }
    }

    /** 502: WeChat's answer cannot be used. */
    public static final class UpstreamError extends Fault {
        public UpstreamError(String detail) {
            this(Background.of(detail));
        }

        public UpstreamError(Background background) {
            super(502, "upstream_error", NO_USABLE_ANSWER + LOG_IN_AGAIN, null, background);
        }
    }

    /** 503: nothing is wrong with the request; come back later. */
    public static final class TemporarilyUnavailable extends Fault {
        private static final Duration SHORTLY = Duration.ofSeconds(1);

        private final Duration retryAfter;
        private final boolean undone;

        private TemporarilyUnavailable(@Nullable Integer wechatErrcode, Duration retryAfter, Background background) {
            this(wechatErrcode, retryAfter, background, false);
        }

        private TemporarilyUnavailable(
                @Nullable Integer wechatErrcode, Duration retryAfter, Background background, boolean undone) {
            super(
                    503,
                    "temporarily_unavailable",
                    "The service cannot answer now: wait as long as Retry-After says, then try again.",
                    wechatErrcode,
                    background);
            this.retryAfter = retryAfter;
            this.undone = undone;
        }

        /** Redis is out of reach, or the service is shutting down. */
        public static TemporarilyUnavailable because(String detail) {
            return because(Background.of(detail));
        }

        /** The same with more to tell. */
        public static TemporarilyUnavailable because(Background background) {
            return new TemporarilyUnavailable(null, DEFAULT_RETRY, background);
        }

        /** The same where Redis certainly did not do what it was asked. */
        public static TemporarilyUnavailable undone(Background background) {
            return new TemporarilyUnavailable(null, DEFAULT_RETRY, background, true);
        }

        /** Whether Redis certainly did not do what it was asked; else it may have, or may do so late. */
        public boolean isUndone() {
            return undone;
        }

        /** No byte reached WeChat, so nothing was spent. */
        public static Fault unsent(Duration retryAfter, Background background) {
            return new TemporarilyUnavailable(null, retryAfter, background).beforeSending();
        }

        /** There is too much to do; nothing of the request was begun. */
        public static Fault overloaded(Background background) {
            return unsent(SHORTLY, background);
        }

        /** WeChat itself asks for patience (-1, 45009). */
        public static TemporarilyUnavailable wechat(int errcode, Duration retryAfter, Background background) {
            return new TemporarilyUnavailable(errcode, retryAfter, background);
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(retryAfter);
        }
    }

    /** 504: the code must be taken as spent. */
    public static final class UpstreamTimeout extends Fault {
        public UpstreamTimeout(String detail) {
            this(Background.of(detail));
        }

        public UpstreamTimeout(Background background) {
            super(504, "upstream_timeout", NO_ANSWER_IN_TIME + LOG_IN_AGAIN, null, background);
        }
    }

    /** The answer of an earlier request, whatever its fault was, for one that repeats it. */
    public static final class Repeated extends Fault {
        private final @Nullable Duration retryAfter;

        /**
         * Takes what the earlier request was answered.
         *
         * @param wechatErrcode or null
         * @param retryAfter or null
         */
        public Repeated(
                int status,
                String error,
                String description,
                @Nullable Integer wechatErrcode,
                @Nullable Duration retryAfter) {
            super(status, error, description, wechatErrcode, Background.of("repeated from a kept answer"));
            this.retryAfter = retryAfter;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** A fault as a later step tells it: the same one, but for its sentence and whether a code was spent. */
    private static final class Retold extends Fault {
        private final Fault original;
        private final boolean unsent;

        private Retold(Fault original, String description, boolean unsent) {
            super(original.status, original.error, description, original.wechatErrcode, original.background);
            this.original = original;
            this.unsent = unsent;
        }

        @Override
        public boolean unsent() {
            return unsent;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return original.retryAfter();
        }

        @Override
        public Optional<String> challenge() {
            return original.challenge();
        }
    }
}
