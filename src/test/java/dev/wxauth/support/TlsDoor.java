package dev.wxauth.support;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;

/** TLS before a server that speaks none. */
public final class TlsDoor implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Passages passages = new Passages(vertx);
    private final int port = Ports.free();
    private final int target;
    private NetServer server;

    /** Leads to this port of the loopback address. */
    public TlsDoor(int target, PfxOptions certificate) {
        this.target = target;
        this.server = open(certificate);
    }

    private NetServer open(PfxOptions certificate) {
        NetServerOptions options = new NetServerOptions().setSsl(true).setKeyCertOptions(certificate);
        NetServer opened = vertx.createNetServer(options).connectHandler(socket -> passages.open(socket, target));
        return Await.result(opened.listen(port, "127.0.0.1"));
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** Shows another certificate from now on; the connections that stand end. */
    public void show(PfxOptions certificate) {
        Await.result(server.close());
        passages.cut();
        server = open(certificate);
    }

    @Override
    public void close() {
        Await.result(vertx.close());
    }
}
