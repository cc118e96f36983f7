package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.json.JsonObject;

/** The one error shape (contract, section 2). */
final class ErrorResponse {
    private ErrorResponse() {}

    static Answer of(Fault fault, String requestId) {
        JsonObject body = new JsonObject()
                .put("error", fault.error())
                .put("error_description", fault.description())
                .put("request_id", requestId);
        fault.wechatErrcode().ifPresent(errcode -> body.put("wechat_errcode", errcode));
        Answer answer = Answer.json(fault.status(), body);
        fault.retryAfter().ifPresent(after -> answer.with("Retry-After", seconds(after.toMillis())));
        fault.challenge().ifPresent(challenge -> answer.with("WWW-Authenticate", challenge));
        if (fault instanceof Fault.MethodNotAllowed methodNotAllowed) {
            answer.with("Allow", methodNotAllowed.allow());
        }
        return answer;
    }

    /** Rounded up: one who comes back as told must not come too early. */
    private static String seconds(long millis) {
        return Long.toString(Math.max(1, (millis + 999) / 1000));
    }
}
