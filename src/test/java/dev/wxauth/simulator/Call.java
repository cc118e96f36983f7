package dev.wxauth.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** One request in hand: the right answer to it, and the means to deliver an answer well or badly. Event loop only. */
final class Call {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final RecordedCall recorded;
    private final Route route;
    private final RefusalTexts refusals;
    private final CallWatcher watcher;

    Call(
            Vertx vertx,
            HttpServerRequest request,
            RecordedCall recorded,
            Route route,
            RefusalTexts refusals,
            CallWatcher watcher) {
        this.vertx = vertx;
        this.request = request;
        this.recorded = recorded;
        this.route = route;
        this.refusals = refusals;
        this.watcher = watcher;
    }

    /** What WeChat answers when all is well. It has its effects: a code is burnt, a key is reset. */
    JsonObject answer() {
        try {
            return route.action().apply(recorded);
        } catch (Refusal refusal) {
            return refusals.answer(recorded.path(), refusal.errcode());
        }
    }

    /** The answer with this errcode. It burns the code, unless WeChat makes this check before it looks at the code. */
    JsonObject refusal(int errcode) {
        if (route.takesCode() && RefusalTexts.burnsTheCode(errcode)) {
            answer();
        }
        return refusals.answer(recorded.path(), errcode);
    }

    /** Status 200 for good and bad alike, and under /sns labelled as text: section 1.3 of the WeChat page. */
    void send(JsonObject answer) {
        send(200, contentType(), answer.toBuffer());
    }

    void send(int status, String contentType, Buffer body) {
        watcher.answered(recorded, status, body.toString());
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(body);
    }

    void redirect(String location, JsonObject answer) {
        request.response().putHeader("Location", location);
        send(302, contentType(), answer.toBuffer());
    }

    void sendAfter(Duration delay, JsonObject answer) {
        vertx.setTimer(Math.max(1, delay.toMillis()), due -> send(answer));
    }

    /** Promises the whole body, sends half of it and closes the connection. */
    void sendHalf(JsonObject answer) {
        Buffer body = answer.toBuffer();
        announce(body).write(body.slice(0, body.length() / 2)).onComplete(written -> drop());
    }

    /** Sends the body byte by byte, until it is complete or the client has gone. */
    void drip(Duration perByte, JsonObject answer) {
        drip(perByte, announce(answer.toBuffer()), answer.toBuffer(), 0);
    }

    void drop() {
        watcher.dropped(recorded);
        request.connection().close();
    }

    String contentType() {
        return recorded.path().startsWith("/sns/") ? "text/plain" : "application/json; encoding=utf-8";
    }

    private HttpServerResponse announce(Buffer body) {
        return request.response()
                .putHeader("Content-Type", contentType())
                .putHeader("Content-Length", String.valueOf(body.length()));
    }

    private void drip(Duration perByte, HttpServerResponse response, Buffer body, int from) {
        if (response.closed()) {
            return;
        }
        if (from == body.length()) {
            response.end();
            return;
        }
        response.write(body.slice(from, from + 1));
        vertx.setTimer(Math.max(1, perByte.toMillis()), due -> drip(perByte, response, body, from + 1));
    }
}
