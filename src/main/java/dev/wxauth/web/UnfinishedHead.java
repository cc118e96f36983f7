package dev.wxauth.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Stands before the HTTP parser of one connection and tells how much memory a request head costs that has begun and does
 * not end. The parser makes objects of each header line at once.
 */
final class UnfinishedHead extends ChannelInboundHandlerAdapter {
    /** What a byte on the wire may cost: a line such as {@code a:b} becomes two texts and an entry. */
    private static final int COST_OF_A_BYTE = 32;

    private final HeldMemory.Part memory;
    private long came;

    UnfinishedHead(HeldMemory.Part memory) {
        this.memory = memory;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            came += bytes.readableBytes();
        }
        context.fireChannelRead(message);
    }

    /** What came has ended no head. Whether there is room for it. */
    boolean grow() {
        long bytes = came;
        came = 0;
        return memory.grow(bytes * COST_OF_A_BYTE);
    }

    /** What came has ended it. */
    void end() {
        came = 0;
        memory.giveBack();
    }
}
