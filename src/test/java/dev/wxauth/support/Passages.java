package dev.wxauth.support;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Connections that are joined with others, to a server behind them: where one ends, so does its other half. */
public final class Passages {
    private final Vertx vertx;
    private final Set<NetSocket> standing = ConcurrentHashMap.newKeySet();

    /** None yet. */
    public Passages(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Joins a connection with one to this port of the loopback address, or closes it where nobody listens there.
     *
     * @param pass is given both, and passes on what comes
     */
    public void open(NetSocket socket, int target, BiConsumer<NetSocket, NetSocket> pass) {
        socket.pause();
        vertx.createNetClient()
                .connect(target, "127.0.0.1")
                .onSuccess(peer -> join(socket, peer, pass))
                .onFailure(gone -> socket.close());
    }

    /** The same, and what comes is passed on as it is. */
    public void open(NetSocket socket, int target) {
        open(socket, target, Passages::passOn);
    }

    private static void passOn(NetSocket socket, NetSocket peer) {
        socket.handler(peer::write);
        peer.handler(socket::write);
    }

    private void join(NetSocket socket, NetSocket peer, BiConsumer<NetSocket, NetSocket> pass) {
        pass.accept(socket, peer);
        standing.add(socket);
        socket.closeHandler(end -> peer.close().onComplete(closed -> standing.remove(socket)));
        peer.closeHandler(end -> socket.close());
        socket.resume();
    }

    /** Closes those that stand. */
    public void cut() {
        standing.forEach(NetSocket::close);
    }
}
