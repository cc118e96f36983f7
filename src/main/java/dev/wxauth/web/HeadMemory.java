package dev.wxauth.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the HTTP parser of one connection and asks for the memory that request heads will cost, before they are
 * parsed: of each header line, be it of three letters, the parser makes half a dozen objects. What there is no room for is
 * not parsed, and its connection is closed. What was granted is given back when all requests are answered, and of a
 * connection that is being closed only when it is gone: its objects live as long.
 *
 * <p>What is a head and what a body only the parser knows, and {@link ConnectionGuard} tells it on; a body is counted by who
 * keeps it.
 */
final class HeadMemory extends ChannelInboundHandlerAdapter {
    /** Two texts, the bytes of each, and an entry. */
    private static final int COST_OF_A_LINE = 180;

    private static final int COST_OF_A_BYTE = 2;

    private final HeldMemory.Part memory;
    private @Nullable ByteBuf passing;
    private boolean counts = true;
    private boolean refused;
    private long unfinished;

    HeadMemory(HeldMemory.Part memory) {
        this.memory = memory;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
        } else if (counts && !begin(bytes)) {
            refused = true;
            bytes.release();
            context.close();
        } else {
            passing = bytes;
            context.fireChannelRead(bytes);
            passing = null;
        }
    }

    private boolean begin(ByteBuf bytes) {
        long cost = cost(bytes);
        unfinished += cost;
        return memory.grow(cost);
    }

    private static long cost(ByteBuf bytes) {
        int lines = 0;
        int end = bytes.writerIndex();
        for (int at = next(bytes, bytes.readerIndex()); at >= 0 && at < end; at = next(bytes, at + 1)) {
            lines++;
        }
        return (long) COST_OF_A_BYTE * bytes.readableBytes() + (long) COST_OF_A_LINE * lines;
    }

    private static int next(ByteBuf bytes, int from) {
        return bytes.indexOf(from, bytes.writerIndex(), (byte) '\n');
    }

    /** A head has ended, and what came behind it in one piece is no part of it. */
    void headEnded() {
        long cost = costOfTheRest();
        memory.shrink(cost);
        unfinished -= cost;
        counts = false;
    }

    /** Its body has ended, and what came behind it begins the next head. */
    void requestEnded() {
        counts = true;
        unfinished = costOfTheRest();
        memory.take(unfinished);
    }

    /** Whether the next head has begun in the same piece. */
    boolean hasBegunAnother() {
        return unfinished > 0;
    }

    /** The parser reads the piece itself where nothing was left of the one before it; else there is no telling. */
    private long costOfTheRest() {
        ByteBuf piece = passing;
        return piece == null || piece.refCnt() == 0 ? 0 : cost(piece);
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
