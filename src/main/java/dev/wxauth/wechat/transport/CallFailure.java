package dev.wxauth.wechat.transport;

import dev.wxauth.error.Background;
import dev.wxauth.error.Certificates;
import dev.wxauth.error.Fault;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What is made of a call that came to nothing: a fault, whose background tells which host it was.
 *
 * <p>The messages of the client's failures show the URL, and with it secrets: only their kind is kept.
 *
 * @param request what was to be asked
 * @param host which of WeChat's hosts
 */
record CallFailure(WeChatRequest request, String host) {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** What the operator is told of an answer that WeChat documents nowhere. */
    static final String UNREADABLE_ADVICE = "; see whether something stands between that answers in WeChat's place";

    /** Not a byte was sent. */
    Fault unreached(Throwable failure) {
        return Fault.TemporarilyUnavailable.unsent(
                RETRY_AFTER,
                background(
                                "WeChat was not reached",
                                reason(failure) + "; see the way out of the pod (DNS, NetworkPolicy, NAT)")
                        .by(WeChatOutcome.UNREACHABLE));
    }

    /** Something was sent, and the code must be taken as spent. */
    Fault lost(Throwable failure) {
        if (failure instanceof AnswerTooLargeException) {
            return unusable("WeChat's answer is larger than 64 KiB");
        }
        // What the client cannot decode is an answer, and no HTTP.
        if (failure instanceof DecoderException || failure instanceof IllegalArgumentException) {
            return unusable("WeChat's answer is not HTTP");
        }
        return new Fault.UpstreamTimeout(
                background("no complete answer from WeChat", reason(failure) + "; WeChat is slow, or the way to it")
                        .by(failure instanceof TimeoutException ? WeChatOutcome.TIMEOUT : WeChatOutcome.LOST));
    }

    /** There is an answer, of which nothing can be made. */
    Fault unusable(String why) {
        return new Fault.UpstreamError(
                background(why, "nothing can be made of it" + UNREADABLE_ADVICE).by(WeChatOutcome.UNREADABLE));
    }

    private Background background(String what, String more) {
        return request.background(what + ", for " + request + " at " + host + ": " + more)
                .with("host", host);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "the time is over";
        }
        if (failure instanceof UnknownHostException) {
            return "no name server knows it";
        }
        if (failure instanceof ConnectException) {
            return "it takes no connection";
        }
        if (failure instanceof HttpClosedException) {
            return "the connection ended";
        }
        return Certificates.areRefused(failure) ? Certificates.ADVICE : kind(failure);
    }

    private static String kind(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        return failure instanceof SSLException ? kind + ", it does not speak TLS, or broke it off" : kind;
    }

    /** More than any answer that WeChat gives. */
    static final class AnswerTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        AnswerTooLargeException() {
            super("WeChat's answer is too large", null, false, false);
        }
    }
}
