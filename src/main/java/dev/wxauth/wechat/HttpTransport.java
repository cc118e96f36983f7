package dev.wxauth.wechat;

import dev.wxauth.config.Configuration;
import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * WeChat over HTTP. One deadline spans the whole call, all hosts included. The next host is tried only when no connection
 * could be made, because a code that was sent once is spent on every host (WeChat page "code2Session"). Redirects are
 * never followed: they would carry the AppSecret elsewhere.
 *
 * <p>Answers are read by content: WeChat labels its JSON {@code text/plain}.
 */
final class HttpTransport implements WeChatTransport {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration MOST_FOR_CONNECTING = Duration.ofMillis(1500);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final long IDLE_MARGIN_MILLIS = 500;

    /** Shorter than servers usually keep an idle connection: one that closes just as a code is sent would spend it. */
    private static final int IDLE_SECONDS = 4;

    private final WebClient client;
    private final Configuration.WeChat config;
    private final long connectMillis;

    HttpTransport(Vertx vertx, Configuration.WeChat config) {
        this.config = config;
        this.connectMillis = connectMillis(config);
        this.client = WebClient.create(vertx, options(connectMillis), pool());
    }

    /** All hosts together leave one share of the time for the answer. */
    private static long connectMillis(Configuration.WeChat config) {
        long share = config.timeout().toMillis() / (config.urls().size() + 1);
        return Math.max(1, Math.min(share, MOST_FOR_CONNECTING.toMillis()));
    }

    private static WebClientOptions options(long connectMillis) {
        return new WebClientOptions()
                .setConnectTimeout((int) connectMillis)
                .setFollowRedirects(false)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setUserAgent("wxauth");
    }

    private static PoolOptions pool() {
        return new PoolOptions().setHttp1MaxSize(64).setMaxWaitQueueSize(256);
    }

    @Override
    public Future<JsonObject> send(WeChatRequest request) {
        return attempt(request, 0)
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(fault(failure, request)))
                .compose(HttpTransport::read);
    }

    private Future<HttpResponse<Buffer>> attempt(WeChatRequest request, int host) {
        return exchange(request, config.urls().get(host))
                .recover(failure ->
                        neverSent(failure) && host + 1 < config.urls().size()
                                ? attempt(request, host + 1)
                                : Future.failedFuture(failure));
    }

    private Future<HttpResponse<Buffer>> exchange(WeChatRequest request, URI base) {
        HttpMethod method = request.body() == null ? HttpMethod.GET : HttpMethod.POST;
        HttpRequest<Buffer> exchange = client.requestAbs(
                        method, base.toString().replaceFirst("/$", "") + request.path())
                .connectTimeout(connectMillis)
                .idleTimeout(config.timeout().toMillis() + IDLE_MARGIN_MILLIS)
                .as(new BoundedBody(MOST_BYTES));
        request.query().forEach(exchange::addQueryParam);
        return request.body() == null ? exchange.send() : exchange.sendJsonObject(request.body());
    }

    /**
     * Whether the failure shows that not a byte of the request was sent. What is not surely so counts as sent. A
     * TimeoutException is the wait for a connection here: the wait for the answer ends with the deadline of the call,
     * which comes before the client's own idle limit.
     */
    private static boolean neverSent(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException
                || failure instanceof SSLHandshakeException
                || failure instanceof ConnectionPoolTooBusyException
                || (failure instanceof TimeoutException timeout && isWaitForConnection(timeout));
    }

    private static boolean isWaitForConnection(TimeoutException timeout) {
        return String.valueOf(timeout.getMessage()).contains("getting a connection");
    }

    /** The messages of the client's failures show the URL, and with it secrets: only their class is kept. */
    private static Fault fault(Throwable failure, WeChatRequest request) {
        if (failure instanceof Fault fault) {
            return fault;
        }
        String detail = request + ": " + failure.getClass().getSimpleName();
        return neverSent(failure)
                ? Fault.TemporarilyUnavailable.unsent(RETRY_AFTER, "WeChat was not reached for " + detail)
                : new Fault.UpstreamTimeout("no complete answer from WeChat for " + detail);
    }

    private static Future<JsonObject> read(HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture(new Fault.UpstreamError("WeChat answered status " + response.statusCode()));
        }
        try {
            return Future.succeededFuture(new JsonObject(response.body()));
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            return Future.failedFuture(new Fault.UpstreamError("WeChat's answer is not a JSON object"));
        }
    }
}
