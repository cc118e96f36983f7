package dev.wxauth.web;

import dev.wxauth.observe.Meters;
import io.vertx.core.http.HttpConnection;

/**
 * How many connections the pod's public port has, over all event loops, and how many it may have: one more is closed at once
 * (contract, section 12).
 */
public final class Connections {
    private final Places places;
    private final Lifecycle lifecycle;
    private final HeldMemory memory;
    private final Runnable shed;
    private final AccessLog log;

    /** Lets so many be open at a time, as far as there is memory for what they send, until the process stops. */
    public Connections(int most, Lifecycle lifecycle, HeldMemory memory, Meters meters) {
        this(
                most,
                lifecycle,
                memory,
                () -> meters.shed(Meters.Shed.CONNECTIONS),
                AccessLog.ofPublicPort(meters.http()));
        meters.http().connections(places::taken);
    }

    private Connections(int most, Lifecycle lifecycle, HeldMemory memory, Runnable shed, AccessLog log) {
        this.places = new Places(most, shed);
        this.lifecycle = lifecycle;
        this.memory = memory;
        this.shed = shed;
        this.log = log;
    }

    /** For a port that is never limited, and does not stop with the process' requests. */
    public static Connections unlimited() {
        return new Connections(
                Integer.MAX_VALUE, new Lifecycle(), HeldMemory.unlimited(), () -> {}, AccessLog.ofManagementPort());
    }

    /** What came on one could not be read as a request, and was answered with this. */
    void refused(Caller caller, String method, int status) {
        log.refused(caller, method, status);
    }

    /** Takes a connection, guards it and gives its place back when it ends; or closes it, and counts that. */
    void accept(HttpConnection connection) {
        if (places.take()) {
            connection.closeHandler(closed -> places.giveBack());
            ConnectionGuard.guard(connection, lifecycle, new SlowClient(), memory, shed);
        } else {
            connection.close();
        }
    }
}
