package dev.wxauth.wechat;

import dev.wxauth.config.Apps;
import dev.wxauth.config.Configuration;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/** Puts the clients of WeChat's APIs together, for one event loop: HTTP, measured, behind the pod's circuit breakers. */
public final class WeChat {
    private final WeChatTransport transport;
    private final Supplier<Apps> apps;
    private final Duration timeout;

    /** Takes what all calls share. */
    public WeChat(
            Vertx vertx,
            Configuration.WeChat config,
            Supplier<Apps> apps,
            CircuitBreakers breakers,
            MeterRegistry meters) {
        this.transport =
                new BreakingTransport(new MeteredTransport(new HttpTransport(vertx, config), meters), breakers);
        this.apps = apps;
        this.timeout = config.timeout();
    }

    /** Exchanges codes. */
    public WeChatClient codes() {
        return new WeChatClient(transport, apps, timeout);
    }
}
