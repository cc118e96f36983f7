package dev.wxauth.web;

import dev.wxauth.observe.Meters;
import io.vertx.core.http.HttpConnection;

/**
 * How many connections the pod's public port has, over all event loops, and how many it may have: one more is closed at once
 * (contract, section 10).
 */
public final class Connections {
    private final Places places;

    /** Lets so many be open at a time. */
    public Connections(int most, Meters meters) {
        this(new Places(most, () -> meters.shed(Meters.Shed.CONNECTIONS)));
        meters.connections(places::taken);
    }

    private Connections(Places places) {
        this.places = places;
    }

    /** For a port that is never limited. */
    public static Connections unlimited() {
        return new Connections(Places.unlimited());
    }

    /** Takes a connection, guards it and gives its place back when it ends; or closes it, and counts that. */
    void accept(HttpConnection connection) {
        if (places.take()) {
            connection.closeHandler(closed -> places.giveBack());
            ConnectionGuard.guard(connection, new SlowClient());
        } else {
            connection.close();
        }
    }
}
