package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.IllegalReferenceCountException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What heads hold of the memory when they come in pieces, each of which is used for something else once it was let go of. */
class HeadMemoryTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LINES = "a:b\r\n".repeat(100);
    private static final long COST_OF_LINES = 100 * 180;

    private final Vertx vertx = Vertx.vertx();
    private final HeldMemory memory = HeldMemory.unlimited();
    private String url;

    @BeforeEach
    void listen() {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(request -> request.response().end())
                .connectionHandler(this::guard);
        url = "http://127.0.0.1:" + Await.result(server.listen(0, "127.0.0.1")).actualPort();
    }

    private void guard(HttpConnection connection) {
        ConnectionGuard.guard(connection, new Lifecycle(), new SlowClient(), memory, () -> {});
        ((HttpServerConnection) connection).channelHandlerContext().pipeline().addFirst(new Halves());
    }

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    @Test
    void requestsThatComeInPiecesAreAllAnswered() {
        try (RawHttp client = new RawHttp(url)) {
            client.send(REQUEST.repeat(100));
            for (int i = 0; i < 100; i++) {
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
            }
            Await.until("nothing is held", SOON, () -> memory.taken() == 0);
        }
    }

    /** The first half of what is sent ends in the first head, and the parser joins the second one to it. */
    @Test
    void aHeadThatBeginsBehindOneThatCameInPiecesIsCounted() {
        try (RawHttp client = new RawHttp(url)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(1000) + "\r\n\r\n" + REQUEST.strip()
                    + "\r\n" + LINES);
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
            Await.until("it is counted", SOON, () -> memory.taken() > COST_OF_LINES);
            assertThat(client.send("\r\n").readAnswer()).startsWith("HTTP/1.1 200 ");
            Await.until("nothing is held", SOON, () -> memory.taken() == 0);
        }
    }

    /** Its lines are no header lines. */
    @Test
    void aBodyIsNotCounted() {
        try (RawHttp client = new RawHttp(url)) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + LINES);
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
            assertThat(memory.taken()).isLessThan(COST_OF_LINES);
        }
    }

    /** Has each piece come as two. */
    private static final class Halves extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            context.fireChannelRead(new UsedAnew(bytes.readSlice(bytes.readableBytes() / 2)));
            context.fireChannelRead(new UsedAnew(bytes));
            bytes.release();
        }
    }

    /** Released, it is at once given to somebody else who has not filled it yet, as one of a pool may be. */
    private static final class UsedAnew extends UnpooledHeapByteBuf {
        private boolean usedAnew;

        UsedAnew(ByteBuf bytes) {
            super(UnpooledByteBufAllocator.DEFAULT, bytes.readableBytes(), Integer.MAX_VALUE);
            writeBytes(bytes);
        }

        @Override
        protected void deallocate() {
            super.deallocate();
            usedAnew = true;
        }

        @Override
        public int refCnt() {
            return usedAnew ? 1 : super.refCnt();
        }

        @Override
        public int indexOf(int from, int to, byte value) {
            if (usedAnew) {
                throw new IllegalReferenceCountException("this is somebody else's");
            }
            return super.indexOf(from, to, value);
        }
    }
}
