package dev.wxauth.development;

import dev.wxauth.support.Passages;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** An address that leads to Redis, at which what passes is seen. */
final class RedisTap {
    private final NetServer server;
    private final Passages passages;
    private final Messages messages;
    private final int target;

    /** Leads to this port of the loopback address. */
    RedisTap(Vertx vertx, int target, Messages messages) {
        this.server = vertx.createNetServer();
        this.passages = new Passages(vertx);
        this.target = target;
        this.messages = messages;
    }

    /** Succeeds with its URL when it listens, on any free port. */
    Future<String> listen() {
        return server.connectHandler(socket -> passages.open(socket, target, this::join))
                .listen(0, "127.0.0.1")
                .map(listening -> "redis://127.0.0.1:" + listening.actualPort());
    }

    private void join(NetSocket socket, NetSocket peer) {
        RedisTraffic traffic = new RedisTraffic(messages);
        RespReader commands = new RespReader(traffic::command);
        RespReader replies = new RespReader(traffic::reply);
        socket.handler(part -> {
            commands.take(part);
            peer.write(part);
        });
        peer.handler(part -> {
            replies.take(part);
            socket.write(part);
        });
    }
}
