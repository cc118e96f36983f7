package dev.wxauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Very many clients that send and never read: each begins with a text, sends another one piece by piece, and comes again
 * when its connection is closed. They never wait for the server, and one thread is enough for all.
 */
public final class HostileCrowd implements AutoCloseable {
    private static final int PIECE = 8192;
    private static final long PAUSE_NANOS = 100_000_000;

    private final InetSocketAddress server;
    private final List<Client> clients = new ArrayList<>();

    /** Comes to this server. */
    public HostileCrowd(String url) {
        URI uri = URI.create(url);
        server = new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** So many more, who send this. */
    public HostileCrowd of(int count, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < count; i++) {
            clients.add(new Client(bytes));
        }
        return this;
    }

    /** Has them send for so long. */
    public void send(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            clients.forEach(Client::sendSome);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Has them all go. */
    public void leave() {
        clients.forEach(Client::leave);
    }

    @Override
    public void close() {
        leave();
    }

    private final class Client {
        private final byte[] text;
        private SocketChannel channel;
        private ByteBuffer left;

        private Client(byte[] text) {
            this.text = text;
        }

        private void sendSome() {
            try {
                if (channel == null) {
                    channel = SocketChannel.open(server);
                    channel.configureBlocking(false);
                    left = ByteBuffer.wrap(text);
                }
                int sent = channel.write(left.slice(left.position(), Math.min(PIECE, left.remaining())));
                left.position(left.position() + sent);
            } catch (IOException e) {
                leave();
            }
        }

        private void leave() {
            try {
                if (channel != null) {
                    channel.close();
                    channel = null;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
