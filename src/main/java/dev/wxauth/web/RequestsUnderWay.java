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
    private final HeldMemory memory;
    private final Runnable shed;

    /** Lets so many be under way at a time, as far as there is memory for what they send. */
    public RequestsUnderWay(int most, HeldMemory memory, Meters meters) {
        this(most, memory, () -> meters.shed(Meters.Shed.REQUESTS));
        meters.http().active(places::taken);
    }

    private RequestsUnderWay(int most, HeldMemory memory, Runnable shed) {
        this.places = new Places(most, shed);
        this.memory = memory;
        this.shed = shed;
    }

    /** For a port that is never limited. */
    public static RequestsUnderWay unlimited() {
        return new RequestsUnderWay(Integer.MAX_VALUE, HeldMemory.unlimited(), () -> {});
    }

    /** Counts the request in, and out when it has ended. Whether it is let in; else nothing of it may be begun. */
    boolean admit(RoutingContext request, Visit visit) {
        if (!places.take()) {
            return false;
        }
        HeldMemory.Part part = memory.begin(shed);
        visit.isCountedBy(part);
        request.addEndHandler(ended -> end(part));
        return true;
    }

    private void end(HeldMemory.Part part) {
        places.giveBack();
        part.giveBack();
    }

    /** What a request is answered for whose body there is none. */
    static Fault memoryRefusal() {
        return Fault.TemporarilyUnavailable.overloaded(
                Background.of("the bodies of others hold too much of the heap").by("memory"));
    }

    /** What a request is answered that is not let in. */
    Fault refusal() {
        return Fault.TemporarilyUnavailable.overloaded(Background.of(
                        places.taken() + " requests are under way, and hold " + memory.taken() + " bytes of the heap")
                .by("requests"));
    }
}
