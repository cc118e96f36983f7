package dev.wxauth.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ByteProcessor;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands before the HTTP parser of one connection and asks for the memory that request heads will cost, before they are
 * parsed: of each header line, be it of three letters, the parser makes half a dozen objects. What there is no room for is
 * not parsed, and its connection is closed. What was granted is given back when all requests are answered, and of a
 * connection that is being closed only when it is gone: its objects live as long.
 *
 * <p>What is a head and what a body only the parser knows, and {@link ConnectionGuard} tells it on; a body is counted by who
 * keeps it. How far the parser has read is seen by the buffer that it reads, which is kept from being released and used
 * anew as long as it is looked at: the parser lets go of it before it hands over the last request in it. So this is the
 * parser's cumulator, too.
 */
final class HeadMemory extends ChannelInboundHandlerAdapter implements ByteToMessageDecoder.Cumulator {
    /** Two texts, the bytes of each, and an entry. */
    private static final int COST_OF_A_LINE = 180;

    private static final int COST_OF_A_BYTE = 2;

    private final HeldMemory.Part memory;
    private boolean counts = true;
    private boolean refused;

    /** What the head costs that has not ended, as far as it has come. */
    private long unfinished;

    /** Whether a head has begun that has not ended: empty lines before it are none (RFC 9112 section 2.2). */
    private boolean hasBegun;

    /** What the parser reads while a piece passes, and nothing else at any other time. */
    private ByteBuf parsed = Unpooled.EMPTY_BUFFER;

    /** Up to where the parser had read when {@link #unread} was counted. */
    private int seen;

    /** What all would cost that has come and that the parser has not read, if it belonged to a head. */
    private long unread;

    HeadMemory(HeldMemory.Part memory) {
        this.memory = memory;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
        } else if (!begin(bytes)) {
            refused = true;
            bytes.release();
            context.close();
        } else {
            context.fireChannelRead(bytes);
            end();
        }
    }

    private boolean begin(ByteBuf bytes) {
        long cost = cost(bytes, bytes.readerIndex(), bytes.writerIndex());
        unread += cost;
        if (counts) {
            unfinished += cost;
            hasBegun = hasBegun || hasText(bytes);
        }
        return !counts || memory.grow(cost);
    }

    @Override
    public ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf left, ByteBuf piece) {
        parsed = ByteToMessageDecoder.MERGE_CUMULATOR
                .cumulate(allocator, left, piece)
                .retain();
        seen = parsed.readerIndex();
        return parsed;
    }

    private void end() {
        countUnread();
        parsed.release();
        parsed = Unpooled.EMPTY_BUFFER;
    }

    /** Goes over what was read since it was counted last, so that many requests in one piece do not cost their square. */
    private long countUnread() {
        unread = parsed.isReadable() ? unread - cost(parsed, seen, parsed.readerIndex()) : 0;
        seen = parsed.readerIndex();
        return unread;
    }

    private static boolean hasText(ByteBuf bytes) {
        return bytes.forEachByte(ByteProcessor.FIND_NON_CRLF) >= 0;
    }

    private static long cost(ByteBuf bytes, int from, int to) {
        int lines = 0;
        for (int at = lineEnd(bytes, from, to); at >= 0; at = lineEnd(bytes, at + 1, to)) {
            lines++;
        }
        return (long) COST_OF_A_BYTE * (to - from) + (long) COST_OF_A_LINE * lines;
    }

    private static int lineEnd(ByteBuf bytes, int from, int to) {
        return bytes.indexOf(from, to, (byte) '\n');
    }

    /** A head has ended, and what came behind it in one piece is no part of it. */
    void headEnded() {
        long cost = countUnread();
        memory.shrink(cost);
        unfinished -= cost;
        counts = false;
        hasBegun = false;
    }

    /** Its body has ended, and what came behind it begins the next head. */
    void requestEnded() {
        counts = true;
        unfinished = countUnread();
        hasBegun = hasText(parsed);
        memory.take(unfinished);
    }

    /** Whether the next head has begun. */
    boolean hasBegunAnother() {
        return hasBegun;
    }

    /** All requests are answered: what is left is the head of the next one. */
    void answered() {
        memory.keepOnly(unfinished);
    }

    /** What comes from now on is read by nobody. */
    void ends() {
        counts = false;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        counts = false;
        memory.giveBack();
        context.fireChannelInactive();
    }
}
