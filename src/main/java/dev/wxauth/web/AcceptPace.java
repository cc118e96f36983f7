package dev.wxauth.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepts connections no faster than event loops take them. The thread that accepts has nothing else to do; by itself it would
 * go on, in a burst, until no file descriptor or no memory is left, since a loop that is late does not even get to close what is
 * too much ({@link Connections}). Meanwhile those who come wait with the kernel, which holds them for less.
 */
final class AcceptPace extends ChannelInboundHandlerAdapter {
    /** Accepted and taken by no loop yet: enough that none runs dry. */
    private static final int MOST_WAITING = 256;

    private static final AttributeKey<AcceptPace> OF_SERVER = AttributeKey.valueOf(AcceptPace.class.getName());

    private final Channel server;
    private final AtomicInteger waiting = new AtomicInteger();

    private AcceptPace(Channel server) {
        this.server = server;
    }

    /** Keeps the pace of the port that this connection came by, from the first one on. */
    static void keep(Channel connection) {
        Channel server = connection.parent();
        if (server != null && !server.hasAttr(OF_SERVER)) {
            AcceptPace pace = new AcceptPace(server);
            if (server.attr(OF_SERVER).setIfAbsent(pace) == null) {
                server.pipeline().addFirst(pace);
            }
        }
    }

    /** A connection was accepted; the loop that it is given to does one thing after the other. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
        if (waiting.incrementAndGet() >= MOST_WAITING) {
            server.config().setAutoRead(false);
            resumeIfFew();
        }
        try {
            context.fireChannelRead(connection);
            ((Channel) connection).eventLoop().execute(this::taken);
        } catch (RuntimeException e) {
            taken();
            throw e;
        }
    }

    private void taken() {
        waiting.decrementAndGet();
        resumeIfFew();
    }

    private void resumeIfFew() {
        if (waiting.get() < MOST_WAITING && !server.config().isAutoRead()) {
            server.config().setAutoRead(true);
        }
    }
}
