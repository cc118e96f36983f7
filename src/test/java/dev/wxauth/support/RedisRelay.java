package dev.wxauth.support;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An address that leads to a Redis, now to this one and then to that, and that can lose what passes through. */
public final class RedisRelay implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetServer server = vertx.createNetServer();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger toCut = new AtomicInteger();
    private final AtomicReference<String> toMute = new AtomicReference<>();
    private final Passages passages = new Passages(vertx);
    private volatile int target;
    private volatile long delayMillis;
    private volatile long longest;

    /** Leads to this port of the loopback address. */
    public RedisRelay(int target) {
        this.target = target;
        Await.result(server.connectHandler(this::relay).listen(0, "127.0.0.1"));
    }

    private void relay(NetSocket socket) {
        accepted.incrementAndGet();
        passages.open(socket, target, this::join);
    }

    private void join(NetSocket socket, NetSocket peer) {
        AtomicInteger late = new AtomicInteger();
        socket.handler(request -> pass(request, socket, peer));
        peer.handler(answer -> passBack(answer, socket, late));
    }

    /** What is late stays before what comes after it, also when the delay has ended meanwhile. */
    private void passBack(Buffer answer, NetSocket socket, AtomicInteger late) {
        if (delayMillis == 0 && late.get() == 0) {
            socket.write(answer);
        } else {
            late.incrementAndGet();
            longest = Math.max(longest, delayMillis);
            vertx.setTimer(longest, end -> {
                late.decrementAndGet();
                socket.write(answer);
            });
        }
    }

    /** Requests for a session's fields are what is cut: a heartbeat that is lost would prove nothing. */
    private void pass(Buffer request, NetSocket socket, NetSocket peer) {
        if (request.toString().contains("hmget") && toCut.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            socket.close();
            return;
        }
        String argument = toMute.get();
        if (argument != null && isScriptAbout(argument, request.toString())) {
            toMute.set(null);
            peer.handler(unheard -> {});
        }
        peer.write(request);
    }

    private static boolean isScriptAbout(String argument, String request) {
        return request.contains("evalsha") && request.contains(argument);
    }

    /** Where it is. */
    public String url() {
        return "redis://127.0.0.1:" + server.actualPort();
    }

    /** Leads new connections to another port; those that stand stay where they are. */
    public void leadTo(int port) {
        target = port;
    }

    /** Lets every answer take so much longer. */
    public void delay(Duration time) {
        delayMillis = time.toMillis();
    }

    /** Closes the connections that stand. */
    public void cut() {
        passages.cut();
    }

    /** How many connections there have been. */
    public int accepted() {
        return accepted.get();
    }

    /** Swallows so many reads, and closes the connection instead. */
    public void cutReads(int count) {
        toCut.set(count);
    }

    /** Lets the next script with this argument run, and nothing be heard on its connection from then on. */
    public void muteScriptAbout(String argument) {
        toMute.set(argument);
    }

    @Override
    public void close() {
        Await.result(vertx.close());
    }
}
