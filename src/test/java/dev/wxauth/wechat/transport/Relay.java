package dev.wxauth.wechat.transport;

import dev.wxauth.support.Await;
import dev.wxauth.support.Passages;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.net.NetServer;
import java.net.URI;

/** Another address of the simulated WeChat: what was unreachable there is reachable from now on. */
record Relay(NetServer server) {
    static Relay open(ServiceExtension service, int port) {
        int target = URI.create(service.wechat().url()).getPort();
        Passages passages = new Passages(service.vertx());
        NetServer server = service.vertx().createNetServer().connectHandler(socket -> passages.open(socket, target));
        return new Relay(Await.result(server.listen(port, "127.0.0.1")));
    }

    void close() {
        Await.result(server.close());
    }
}
