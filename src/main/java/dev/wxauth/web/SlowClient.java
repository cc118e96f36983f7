package dev.wxauth.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection, without an answer, whose client takes too long: 15 s from the first byte of a request to the end of its
 * head, 10 s from there to the end of its body, 30 s without taking anything of an answer (contract, section 10).
 *
 * <p>Not thread-safe: it belongs to one connection, and so to one event loop.
 */
final class SlowClient {
    private static final Duration HEAD = Duration.ofSeconds(15);
    private static final Duration BODY = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Duration head;
    private final Duration body;
    private final Duration answer;
    private @Nullable Future<?> sending;
    private boolean headIsTimed;
    private @Nullable Future<?> taking;

    SlowClient() {
        this(HEAD, BODY, ANSWER);
    }

    SlowClient(Duration head, Duration body, Duration answer) {
        this.head = head;
        this.body = body;
        this.answer = answer;
    }

    /** Bytes came that make no whole head yet. */
    void sendsHead(ChannelHandlerContext context) {
        if (sending == null) {
            headIsTimed = true;
            sending = closeAfter(context, head);
        }
    }

    /** A request has begun whose body is not whole yet. */
    void sendsBody(ChannelHandlerContext context) {
        if (sending == null || headIsTimed) {
            hasSent();
            sending = closeAfter(context, body);
        }
    }

    private static Future<?> closeAfter(ChannelHandlerContext context, Duration time) {
        return context.executor().schedule(() -> context.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** All that came makes whole requests. */
    void hasSent() {
        if (sending != null) {
            sending.cancel(false);
            sending = null;
        }
        headIsTimed = false;
    }

    /** Something of an answer was written. */
    void isToTake(Channel channel) {
        long left = untaken(channel);
        if (taking == null && left > 0) {
            taking = channel.eventLoop()
                    .schedule(() -> lookAgain(channel, left), answer.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookAgain(Channel channel, long before) {
        taking = null;
        if (untaken(channel) >= before) {
            closeAtOnce(channel);
        } else {
            isToTake(channel);
        }
    }

    /** Whether more than this of what was written to it is untaken. */
    boolean leaves(Channel channel, long bytes) {
        return untaken(channel) > bytes;
    }

    /** Behind the library, which would wait until the answer is taken. */
    void closeAtOnce(Channel channel) {
        channel.pipeline().firstContext().close();
    }

    private static long untaken(Channel channel) {
        ChannelOutboundBuffer written = channel.unsafe().outboundBuffer();
        return written == null ? 0 : written.totalPendingWriteBytes();
    }
}
