package dev.wxauth.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection, without an answer, whose client takes too long: 15 s from the first byte of a request to the end of its
 * head, 10 s from there to the end of its body, 30 s without taking anything of an answer (contract, section 12), and up to
 * 3 s more. What lies in the kernel by then is the kernel's to give up ({@link Servers}).
 *
 * <p>Not thread-safe: it belongs to one connection, and so to one event loop.
 */
final class SlowClient {
    private static final Duration HEAD = Duration.ofSeconds(15);
    private static final Duration BODY = Duration.ofSeconds(10);
    static final Duration ANSWER = Duration.ofSeconds(30);

    /** So often in the time for an answer it is looked whether something was taken. */
    private static final int LOOKS = 10;

    private final Duration head;
    private final Duration body;
    private final Duration answer;
    private @Nullable Future<?> sending;
    private boolean headIsTimed;
    private boolean isWatched;

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

    /** How far what was written was taken: the oldest that is left, and how much of it is gone. */
    private record Taken(@Nullable Object oldest, long gone) {
        static Taken from(Channel channel) {
            ChannelOutboundBuffer written = channel.unsafe().outboundBuffer();
            return written == null ? new Taken(null, 0) : new Taken(written.current(), written.currentProgress());
        }

        boolean isAsFarAs(Taken other) {
            return oldest == other.oldest && gone == other.gone;
        }
    }

    /** Something of an answer was written. */
    void isToTake(Channel channel) {
        if (!isWatched && untaken(channel) > 0) {
            isWatched = true;
            lookLater(channel, Taken.from(channel), LOOKS);
        }
    }

    private void lookLater(Channel channel, Taken before, int looks) {
        channel.eventLoop()
                .schedule(() -> look(channel, before, looks - 1), answer.toMillis() / LOOKS, TimeUnit.MILLISECONDS);
    }

    private void look(Channel channel, Taken before, int looks) {
        Taken now = Taken.from(channel);
        if (untaken(channel) == 0) {
            isWatched = false;
        } else if (!now.isAsFarAs(before)) {
            lookLater(channel, now, LOOKS);
        } else if (looks > 0) {
            lookLater(channel, before, looks);
        } else {
            closeAtOnce(channel);
        }
    }

    /** Whether more than this of what was written to it is untaken. */
    boolean leaves(Channel channel, long bytes) {
        return untaken(channel) > bytes;
    }

    /** Behind the library, which would wait until the answer is taken, and by a reset: else the kernel would wait for it. */
    void closeAtOnce(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.pipeline().firstContext().close();
    }

    private static long untaken(Channel channel) {
        ChannelOutboundBuffer written = channel.unsafe().outboundBuffer();
        return written == null ? 0 : written.totalPendingWriteBytes();
    }
}
