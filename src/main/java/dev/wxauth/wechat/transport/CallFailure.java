package dev.wxauth.wechat.transport;

import dev.wxauth.error.Background;
import dev.wxauth.error.Certificates;
import dev.wxauth.error.Fault;
import io.netty.handler.codec.DecoderException;
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

    /** Not a byte was sent. */
    Fault unreached(Throwable failure) {
        return Fault.TemporarilyUnavailable.unsent(
                RETRY_AFTER, background("WeChat was not reached", WeChatOutcome.UNREACHABLE, reason(failure)));
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
        String outcome = failure instanceof TimeoutException ? WeChatOutcome.TIMEOUT : WeChatOutcome.LOST;
        return new Fault.UpstreamTimeout(background("no complete answer from WeChat", outcome, reason(failure)));
    }

    /** There is an answer, of which nothing can be made. */
    Fault unusable(String why) {
        return new Fault.UpstreamError(background(why, WeChatOutcome.UNREADABLE, "see what stands between"));
    }

    private Background background(String what, String outcome, String more) {
        return request.background(what + ", for " + request + " at " + host + ": " + more)
                .with("host", host)
                .by(outcome);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "the time is over";
        }
        if (Certificates.areRefused(failure)) {
            return Certificates.ADVICE;
        }
        String kind = failure.getClass().getSimpleName();
        return failure instanceof SSLException ? kind + ", the other end does not speak TLS, or broke it off" : kind;
    }

    /** More than any answer that WeChat gives. */
    static final class AnswerTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        AnswerTooLargeException() {
            super("WeChat's answer is too large", null, false, false);
        }
    }
}
