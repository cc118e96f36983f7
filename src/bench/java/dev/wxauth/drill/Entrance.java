package dev.wxauth.drill;

import dev.wxauth.support.Await;
import dev.wxauth.support.Passages;
import dev.wxauth.support.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The way to a server on another port: it can be shut, so that connections are refused, or be a black hole. */
final class Entrance implements AutoCloseable {
    private static final int ENOUGH = 8;

    private final Vertx vertx = Vertx.vertx();
    private final int port = Ports.free();
    private final int target;
    private final Passages passages = new Passages(vertx);
    private final List<AutoCloseable> plugs = new ArrayList<>();
    private NetServer server;

    /** Leads to this port of the loopback address. */
    Entrance(int target) {
        this.target = target;
        open();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void open() {
        unplug();
        server = vertx.createNetServer().connectHandler(this::relay);
        Await.result(server.listen(port, "127.0.0.1"));
    }

    private void relay(NetSocket socket) {
        passages.open(socket, target);
    }

    /** Nobody listens any more, and whoever was connected is not. */
    void shut() {
        Await.result(server.close());
        passages.cut();
    }

    /** Somebody listens who takes no connection in, and the system has no room for more: it drops what comes. */
    void swallow() {
        shut();
        try {
            ServerSocket deaf = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            plugs.add(deaf);
            for (int i = 0; i < ENOUGH; i++) {
                SocketChannel waiting = SocketChannel.open();
                waiting.configureBlocking(false);
                waiting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                plugs.add(waiting);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unplug() {
        plugs.forEach(Entrance::close);
        plugs.clear();
    }

    private static void close(AutoCloseable plug) {
        try {
            plug.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        unplug();
        Await.result(vertx.close());
    }
}
