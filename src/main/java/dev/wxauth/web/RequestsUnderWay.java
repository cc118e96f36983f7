package dev.wxauth.web;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import dev.wxauth.observe.Meters;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests are under way on the pod's public port, over all event loops, and how many may be: each from its
 * complete head to the end of its answer or of its connection.
 */
public final class RequestsUnderWay {
    private final int most;
    private final Runnable shed;
    private final AtomicInteger count = new AtomicInteger();

    /** Lets so many be under way at a time. */
    public RequestsUnderWay(int most, Meters meters) {
        this(most, () -> meters.shed(Meters.Shed.REQUESTS));
        meters.requestsActive(count::get);
    }

    private RequestsUnderWay(int most, Runnable shed) {
        this.most = most;
        this.shed = shed;
    }

    /** For a port that is never limited. */
    public static RequestsUnderWay unlimited() {
        return new RequestsUnderWay(Integer.MAX_VALUE, () -> {});
    }

    /** Counts the request in, and out when it has ended. Whether it is let in; else nothing of it may be begun. */
    boolean admit(RoutingContext request) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            shed.run();
            return false;
        }
        request.addEndHandler(ended -> count.decrementAndGet());
        return true;
    }

    /** What a request is answered that is not let in. */
    Fault refusal() {
        return Fault.TemporarilyUnavailable.overloaded(Background.of(most + " requests are under way"));
    }
}
