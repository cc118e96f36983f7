package dev.wxauth.guard;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** A fault as JSON and back, so that a repeat gets the same status and body. */
final class KeptFault {
    private static final Background DETAIL = Background.of("repeated from a kept answer");

    private KeptFault() {}

    static JsonObject toJson(Fault fault, long now) {
        JsonObject json = new JsonObject().put("error", fault.error()).put("description", fault.description());
        fault.wechatErrcode().ifPresent(errcode -> json.put("errcode", errcode));
        fault.retryAfter().ifPresent(after -> json.put("retry_at", now + after.toMillis()));
        return json;
    }

    static Fault fromJson(JsonObject json, long now) {
        Integer errcode = json.getInteger("errcode");
        Duration wait = Duration.ofMillis(Math.max(1000, json.getLong("retry_at", now) - now));
        return switch (json.getString("error")) {
            case "invalid_grant" -> invalidGrant(json.getString("description"), errcode);
            case "session_key_stale" -> stale(errcode);
            case "access_denied" -> new Fault.AccessDenied(json.getString("description"), errcode, DETAIL);
            case "rate_limited" -> new Fault.RateLimited(wait, errcode, DETAIL);
            case "upstream_error" -> new Fault.UpstreamError(DETAIL);
            case "upstream_timeout" -> new Fault.UpstreamTimeout(DETAIL);
            case "temporarily_unavailable" -> unavailable(errcode, wait);
            default -> new Fault.ServerError(DETAIL);
        };
    }

    private static Fault invalidGrant(String description, Integer errcode) {
        return errcode == null
                ? new Fault.InvalidGrant(description)
                : new Fault.InvalidGrant(description, errcode, DETAIL);
    }

    private static Fault stale(Integer errcode) {
        return errcode == null ? new Fault.SessionKeyStale() : new Fault.SessionKeyStale(errcode, DETAIL);
    }

    private static Fault unavailable(Integer errcode, Duration wait) {
        return errcode == null
                ? Fault.TemporarilyUnavailable.because(DETAIL.detail())
                : Fault.TemporarilyUnavailable.wechat(errcode, wait, DETAIL);
    }
}
