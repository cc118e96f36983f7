package dev.wxauth.development;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;

/** Sends requests to the service, and shows them and their answers. */
final class ServiceCaller {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final WebClient client;
    private final Messages messages;

    /** Asks at this port of the loopback address. */
    ServiceCaller(Vertx vertx, int port, Messages messages) {
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(port)
                        .setFollowRedirects(false));
        this.messages = messages;
    }

    /** Succeeds with the answer, whatever its status, which is not shown yet; fails when there is none. */
    Future<HttpResponse<Buffer>> ask(Lane who, ServiceRequest request) {
        messages.add(Message.ask(who, Lane.WXAUTH, request.name(), request.detail()));
        return client.request(request.method(), request.uri())
                .putHeaders(request.headers())
                .timeout(DEADLINE.toMillis())
                .sendBuffer(request.body());
    }

    /** The same, and the answer is shown. */
    Future<HttpResponse<Buffer>> call(Lane who, ServiceRequest request) {
        return ask(who, request).onSuccess(answer -> show(who, answer));
    }

    /** Shows that an answer has come. */
    void show(Lane who, HttpResponse<Buffer> answer) {
        JsonObject detail = detail(answer);
        String error = detail.getString("error", "");
        String text = answer.statusCode() + (error.isEmpty() ? "" : " " + error);
        messages.add(Message.answer(Lane.WXAUTH, who, answer.statusCode() < 400, text, detail));
    }

    /** Shows that an answer was lost on its way. */
    void showLost(Lane who, HttpResponse<Buffer> answer) {
        messages.add(new Message(Lane.WXAUTH, who, Message.Kind.LOST, answer.statusCode() + "", detail(answer)));
    }

    private static JsonObject detail(HttpResponse<Buffer> answer) {
        return Masks.body(answer.body() == null ? "" : answer.bodyAsString());
    }
}
