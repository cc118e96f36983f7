package dev.wxauth.wechat.transport;

import dev.wxauth.support.Await;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;

/** Another address of the simulated WeChat: what was unreachable there is reachable from now on. */
record Relay(NetServer server) {
    static Relay open(ServiceExtension service, int port) {
        int target = URI.create(service.wechat().url()).getPort();
        NetServer server =
                service.vertx().createNetServer().connectHandler(socket -> relay(service.vertx(), socket, target));
        return new Relay(Await.result(server.listen(port, "127.0.0.1")));
    }

    private static void relay(Vertx vertx, NetSocket socket, int target) {
        socket.pause();
        vertx.createNetClient().connect(target, "127.0.0.1").onSuccess(peer -> join(socket, peer));
    }

    private static void join(NetSocket socket, NetSocket peer) {
        socket.pipeTo(peer);
        peer.pipeTo(socket);
    }

    void close() {
        Await.result(server.close());
    }
}
