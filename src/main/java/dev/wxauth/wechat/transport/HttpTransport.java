package dev.wxauth.wechat.transport;

import dev.wxauth.error.Fault;
import dev.wxauth.error.OutOfMemory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.WebClientInternal;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * WeChat over HTTP. One deadline spans the whole call, all hosts included; it begins when the call is sent here. The next
 * host is tried only when not a byte was sent, because a code that was sent once is spent on every host (WeChat page
 * "code2Session"). Redirects are never followed: they would carry the AppSecret elsewhere.
 *
 * <p>Answers are read by content: WeChat labels its JSON {@code text/plain}.
 */
final class HttpTransport implements WeChatTransport {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration MOST_FOR_CONNECTING = Duration.ofMillis(1500);

    /** Shorter than servers usually keep an idle connection: one that closes just as a code is sent would spend it. */
    private static final int IDLE_SECONDS = 4;

    private final WebClient client;
    private final WeChatSettings config;
    private final long connectMillis;

    /**
     * Takes where WeChat is.
     *
     * @param mostCalls how many are sent at a time at most; a pool that held fewer connections would be a second queue, in
     *     which calls would wait when their time has begun
     */
    HttpTransport(Vertx vertx, WeChatSettings config, int mostCalls) {
        this.config = config;
        this.connectMillis = connectMillis(config);
        this.client = WebClient.wrap(http(vertx, mostCalls), options(connectMillis));
        // The web client says in public only that a request failed, and not whether it had been sent.
        ((WebClientInternal) client).addInterceptor(Exchange::beforeSending);
    }

    /** All hosts together leave one share of the time for the answer. */
    private static long connectMillis(WeChatSettings config) {
        long share = config.timeout().toMillis() / (config.urls().size() + 1);
        return Math.max(1, Math.min(share, MOST_FOR_CONNECTING.toMillis()));
    }

    /**
     * What fails on a connection fails the call on it, and is told there; without a handler the library would log it once
     * more, as an error, and without a word of where.
     */
    private HttpClient http(Vertx vertx, int mostCalls) {
        return vertx.httpClientBuilder()
                .with(options(connectMillis))
                .with(pool(mostCalls))
                .withConnectHandler(connection -> connection.exceptionHandler(OutOfMemory::endsTheProcess))
                .build();
    }

    private static WebClientOptions options(long connectMillis) {
        return new WebClientOptions()
                .setConnectTimeout((int) connectMillis)
                .setSslHandshakeTimeout(connectMillis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setFollowRedirects(false)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setUserAgent("wxauth");
    }

    private static PoolOptions pool(int mostCalls) {
        return new PoolOptions().setHttp1MaxSize(mostCalls).setMaxWaitQueueSize(-1);
    }

    @Override
    public Future<WeChatAnswer> send(WeChatRequest request) {
        return attempt(request, 0, System.nanoTime() + config.timeout().toNanos());
    }

    private Future<WeChatAnswer> attempt(WeChatRequest request, int host, long deadline) {
        Exchange exchange = new Exchange(MOST_BYTES);
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        URI base = config.urls().get(host);
        CallFailure call = new CallFailure(request, base.getHost());
        return send(request, base, exchange)
                .timeout(Math.max(1, millis), TimeUnit.MILLISECONDS)
                .recover(failure -> giveUp(exchange, failure, call))
                .compose(response -> json(response, call))
                .map(json -> WeChatAnswer.read(request, json))
                .recover(failure ->
                        wasUnsent(failure) && host + 1 < config.urls().size()
                                ? attempt(request, host + 1, deadline)
                                : Future.failedFuture(failure));
    }

    private Future<HttpResponse<Buffer>> send(WeChatRequest request, URI base, Exchange exchange) {
        HttpRequest<Buffer> sending = client.requestAbs(
                        request.method(), withoutSlash(base.toString()) + request.path())
                .connectTimeout(connectMillis)
                .as(exchange);
        request.query().forEach(sending::addQueryParam);
        return request.body() == null ? sending.send() : sending.sendJsonObject(request.body());
    }

    private static String withoutSlash(String base) {
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private static <T> Future<T> giveUp(Exchange exchange, Throwable failure, CallFailure call) {
        OutOfMemory.endsTheProcess(failure);
        exchange.giveUp();
        return Future.failedFuture(exchange.wasSent() ? call.lost(failure) : call.unreached(failure));
    }

    private static boolean wasUnsent(Throwable failure) {
        return failure instanceof Fault fault && fault.unsent();
    }

    private static Future<JsonObject> json(HttpResponse<Buffer> response, CallFailure call) {
        if (response.statusCode() != 200) {
            return Future.failedFuture(call.unusable("WeChat answered status " + response.statusCode()));
        }
        try {
            return Future.succeededFuture(new JsonObject(response.body()));
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            return Future.failedFuture(call.unusable("WeChat's answer is not a JSON object"));
        }
    }
}
