package dev.wxauth.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.PromiseNotifier;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of {@link ConnectionGuard} when the last answer is written: nothing is served any more, and the
 * connection is closed as soon as the answer is flushed.
 *
 * <p>A client that is sending still would not read its answer: to close a socket with unread bytes in it is a reset, which
 * discards what the client has not taken yet. So, as RFC 9112 section 9.6 advises, our half is ended behind the answer, up
 * to 64 KiB are read on and thrown away, and the connection is closed when the client ends its half too, or after 2
 * seconds. Past the 64 KiB nothing is read for the rest of that time.
 */
final class LingeringClose extends ChannelDuplexHandler {
    private static final int MOST_BYTES = 64 * 1024;
    private static final long SECONDS = 2;

    private final boolean lingers;
    private final SlowClient client;
    private boolean lingering;
    private boolean closeWasAsked;
    private int bytesReadOn;
    private @Nullable Future<?> end;

    private LingeringClose(boolean lingers, SlowClient client) {
        this.lingers = lingers;
        this.client = client;
    }

    /** Closes after the last answer to a client that may be sending still. */
    static void lingering(ChannelHandlerContext guard, SlowClient client) {
        guard.pipeline().replace(guard.handler(), "close", new LingeringClose(true, client));
    }

    /** Closes after the last answer, if there is one. */
    static void withoutLingering(ChannelHandlerContext guard, SlowClient client) {
        guard.pipeline().replace(guard.handler(), "close", new LingeringClose(false, client));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        // From here on there are bytes and no requests.
        context.pipeline().remove(HttpRequestDecoder.class);
        if (lingers) {
            linger(context);
        } else {
            closeWhenFlushed(context);
        }
    }

    private void linger(ChannelHandlerContext context) {
        lingering = true;
        context.channel().config().setAutoRead(true);
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> endOutput(context));
        end = context.executor().schedule(() -> stopLingering(context), SECONDS, TimeUnit.SECONDS);
    }

    private static void endOutput(ChannelHandlerContext context) {
        if (context.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput();
        }
    }

    private void stopLingering(ChannelHandlerContext context) {
        lingering = false;
        context.channel().config().setAutoRead(false);
        if (closeWasAsked) {
            context.close();
        } else {
            closeWhenFlushed(context);
        }
    }

    private void closeWhenFlushed(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> context.close());
        client.isToTake(context.channel());
    }

    @Override
    public void read(ChannelHandlerContext context) {
        readUnlessEnded(context);
    }

    /** Epoll does not know a connection any more whose input has ended; asked to read it, it fails, and closes it unanswered. */
    static void readUnlessEnded(ChannelHandlerContext context) {
        if (!(context.channel() instanceof DuplexChannel channel && channel.isInputShutdown())) {
            context.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        bytesReadOn += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (bytesReadOn > MOST_BYTES) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            closeWhenFlushed(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    /** The library closes what it could not read, and would cut the answer off. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (lingering) {
            closeWasAsked = true;
            PromiseNotifier.cascade(context.channel().closeFuture(), promise);
        } else {
            context.close(promise);
        }
    }

    /** What the library throws behind its answer concerns nobody any more; a reset does. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (end != null) {
            end.cancel(false);
        }
        context.fireChannelInactive();
    }
}
