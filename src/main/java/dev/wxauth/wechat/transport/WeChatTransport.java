package dev.wxauth.wechat.transport;

import io.vertx.core.Future;

/** Carries a request to WeChat and its answer back. */
@FunctionalInterface
public interface WeChatTransport {
    /**
     * Sends the request once.
     *
     * @return an answer with status 200 that is a refusal, or a success that its request can read. Fails with a fault: 502 for an answer
     *     that cannot be used, 504 for none in time or a connection lost after sending, and an unsent 503 when no
     *     connection could be made
     */
    Future<WeChatAnswer> send(WeChatRequest request);
}
