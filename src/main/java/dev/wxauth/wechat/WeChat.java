package dev.wxauth.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Puts the clients of WeChat's APIs together, for one event loop: HTTP, measured, behind the circuit breakers, and in the
 * turns, of the pod.
 */
public final class WeChat {
    private final Vertx vertx;
    private final Turns turns;
    private final Duration timeout;
    private final WeChatTransport transport;
    private final AppSecrets secrets;

    /** Takes what all calls share. */
    public WeChat(
            Vertx vertx,
            WeChatSettings config,
            Supplier<Apps> apps,
            CircuitBreakers breakers,
            Turns turns,
            MeterRegistry meters) {
        WeChatTransport http = new MeteredTransport(new HttpTransport(vertx, config, turns.most()), meters);
        this.transport = new TurnTransport(vertx, new BreakingTransport(http, breakers), turns);
        this.vertx = vertx;
        this.turns = turns;
        this.timeout = config.timeout();
        this.secrets = new AppSecrets(apps);
    }

    /** Exchanges codes. */
    public WeChatClient codes() {
        return new WeChatClient(transport, secrets);
    }

    /** Makes the calls that need an access_token, which is kept in this store. */
    public WxaClient wxa(AccessTokenStore store, InstantSource clock) {
        StableToken stable = new StableToken(transport, secrets);
        return new WxaClient(
                transport, new AccessTokens(vertx, store, stable, turns, timeout.plus(Turns.PATIENCE), clock));
    }
}
