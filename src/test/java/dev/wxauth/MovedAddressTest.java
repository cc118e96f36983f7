package dev.wxauth;

import dev.wxauth.support.Await;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis may move to another address, whatever life the name server gave the one before. */
class MovedAddressTest {
    private static final String NAME = "redis.example";
    private static final int A_DAY_SECONDS = 86_400;
    private static final int TYPE_ADDRESS = 1;

    /** The header of a DNS message, and what follows the question's name: its type and class. */
    private static final int HEADER_BYTES = 12;

    private static final int TAIL_BYTES = 4;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    @Test
    void anAddressShouldBeAskedForAgainThoughItsLifeIsADay() {
        DatagramSocket names = vertx.createDatagramSocket();
        names.handler(question -> names.send(
                answer(question), question.sender().port(), question.sender().host()));
        Await.result(names.listen(0, "127.0.0.1"));
        NetServer redis = Await.result(
                vertx.createNetServer().connectHandler(socket -> socket.close()).listen(0, "127.0.0.1"));
        Vertx ours = Vertx.vertx(optionsAsking(names.localAddress().port()));
        try {
            Await.until("the name server is asked again", Duration.ofSeconds(20), () -> {
                Await.result(ours.createNetClient().connect(redis.actualPort(), NAME));
                return asked.get() > 1;
            });
        } finally {
            Await.result(ours.close());
        }
    }

    private static VertxOptions optionsAsking(int port) {
        VertxOptions options = Pod.options();
        options.getAddressResolverOptions().addServer("127.0.0.1:" + port);
        return options;
    }

    /** The question as it came, and 127.0.0.1 to one for an IPv4 address (RFC 1035 section 4.1). */
    private Buffer answer(DatagramPacket question) {
        Buffer query = question.data();
        int end = endOfName(query) + TAIL_BYTES;
        boolean isForAddress = query.getUnsignedShort(endOfName(query)) == TYPE_ADDRESS;
        Buffer answer = Buffer.buffer()
                .appendBuffer(query.getBuffer(0, 2))
                .appendBytes(new byte[] {(byte) 0x81, (byte) 0x80, 0, 1, 0, (byte) (isForAddress ? 1 : 0), 0, 0, 0, 0})
                .appendBuffer(query.getBuffer(HEADER_BYTES, end));
        if (isForAddress) {
            asked.incrementAndGet();
            answer.appendBytes(new byte[] {(byte) 0xc0, HEADER_BYTES, 0, 1, 0, 1})
                    .appendInt(A_DAY_SECONDS)
                    .appendBytes(new byte[] {0, 4, 127, 0, 0, 1});
        }
        return answer;
    }

    private static int endOfName(Buffer query) {
        int at = HEADER_BYTES;
        while (query.getByte(at) != 0) {
            at += 1 + query.getByte(at);
        }
        return at + 1;
    }
}
