package dev.wxauth.web;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import dev.wxauth.observe.Meters;
import io.vertx.ext.web.RoutingContext;

/**
 * How many requests are under way on the pod's public port, over all event loops, and how many may be: each from its
 * complete head to the end of its answer or of its connection.
 */
public final class RequestsUnderWay {
    private final Places places;

    /** Lets so many be under way at a time. */
    public RequestsUnderWay(int most, Meters meters) {
        this(new Places(most, () -> meters.shed(Meters.Shed.REQUESTS)));
        meters.http().active(places::taken);
    }

    private RequestsUnderWay(Places places) {
        this.places = places;
    }

    /** For a port that is never limited. */
    public static RequestsUnderWay unlimited() {
        return new RequestsUnderWay(Places.unlimited());
    }

    /** Counts the request in, and out when it has ended. Whether it is let in; else nothing of it may be begun. */
    boolean admit(RoutingContext request) {
        boolean admitted = places.take();
        if (admitted) {
            request.addEndHandler(ended -> places.giveBack());
        }
        return admitted;
    }

    /** What a request is answered that is not let in. */
    Fault refusal() {
        return Fault.TemporarilyUnavailable.overloaded(Background.of(places.most() + " requests are under way"));
    }
}
