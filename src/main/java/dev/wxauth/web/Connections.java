package dev.wxauth.web;

import dev.wxauth.observe.Meters;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections the pod's public port has, over all event loops, and how many it may have: one more is closed at once
 * (contract, section 10).
 */
public final class Connections {
    private final int most;
    private final Runnable shed;
    private final AtomicInteger open = new AtomicInteger();

    /** Lets so many be open at a time. */
    public Connections(int most, Meters meters) {
        this(most, () -> meters.shed(Meters.Shed.CONNECTIONS));
        meters.connections(open::get);
    }

    private Connections(int most, Runnable shed) {
        this.most = most;
        this.shed = shed;
    }

    /** For a port that is never limited. */
    public static Connections unlimited() {
        return new Connections(Integer.MAX_VALUE, () -> {});
    }

    /** Takes a connection, guards it and gives its place back when it ends; or closes it, and counts that. */
    void accept(HttpConnection connection) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            shed.run();
            connection.close();
        } else {
            connection.closeHandler(closed -> open.decrementAndGet());
            ConnectionGuard.guard(connection, new SlowClient());
        }
    }
}
