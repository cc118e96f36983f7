package dev.wxauth.wechat.transport;

import dev.wxauth.app.App;
import dev.wxauth.observe.Meters;
import dev.wxauth.observe.Troubles;
import dev.wxauth.observe.WeChatMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Supplier;

/** The ways of a pod to WeChat: one for each event loop, and for all of them the same circuit breakers and turns. */
public final class WeChatTransports {
    private final WeChatSettings config;
    private final CircuitBreakers breakers;
    private final Turns turns;
    private final WeChatMeters meters;

    /**
     * Takes where WeChat is, and how much of it is too much.
     *
     * @param troubles where it is told that a circuit is open
     * @param maxRequests how many requests the pod takes at a time, of which WeChat gets a share
     */
    public WeChatTransports(
            WeChatSettings config, int maxRequests, Meters meters, Troubles troubles, InstantSource clock) {
        this.config = config;
        this.breakers = new CircuitBreakers(config.breaker(), clock, meters.wechat(), troubles);
        this.turns = Turns.of(config.concurrency(), maxRequests, () -> meters.shed(Meters.Shed.WECHAT));
        this.meters = meters.wechat();
        meters.wechat().turns(turns::underWay, turns::waiting);
    }

    /** One event loop's way: HTTP, measured and traced, behind the circuit breakers, and in the turns. */
    public WeChatTransport open(Vertx vertx) {
        WeChatTransport http =
                new TracedTransport(MeteredTransport.ofCalls(new HttpTransport(vertx, config, turns.most()), meters));
        return MeteredTransport.ofRefusals(
                new TurnTransport(vertx, new BreakingTransport(http, breakers), turns), meters);
    }

    /**
     * These apps are served, and no others: what is measured of their calls is shown from the start, and what lasts of those that
     * were taken out is over. To be called by one thread at a time.
     */
    public void expect(Collection<App> apps) {
        breakers.expect(apps);
    }

    /** How long a call may take, the wait for its turn included. */
    public Duration timeout() {
        return config.timeout().plus(Turns.PATIENCE);
    }

    /**
     * Waits for what another call will bring, on a seat beside the calls that wait for their turn.
     *
     * @return what is waited for; fails as that does, and with an unsent
     *     {@link dev.wxauth.error.Fault.TemporarilyUnavailable} when no seat is free
     */
    public <T> Future<T> seated(String appid, Supplier<Future<T>> wait) {
        return turns.seated(appid, wait);
    }
}
