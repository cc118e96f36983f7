package dev.wxauth.wechat.transport;

import dev.wxauth.observe.Troubles;
import dev.wxauth.observe.WeChatMeters;
import dev.wxauth.wechat.App;
import dev.wxauth.wechat.WeChatSettings;
import dev.wxauth.wechat.transport.WeChatRequest.Api;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The circuit breakers of a pod: one for each app and API, shared by all event loops. */
final class CircuitBreakers {
    private record Circuit(String appid, Api api) {}

    private final WeChatSettings.Breaker config;
    private final InstantSource clock;
    private final WeChatMeters meters;
    private final Troubles troubles;
    private final Map<Circuit, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    CircuitBreakers(WeChatSettings.Breaker config, InstantSource clock, WeChatMeters meters, Troubles troubles) {
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        this.troubles = troubles;
    }

    /** These apps are served: what is measured of their calls is shown from the start. */
    void expect(Collection<App> apps) {
        apps.forEach(this::expect);
    }

    private void expect(App app) {
        Api.of(app.kind()).forEach(api -> of(new Circuit(app.appid(), api)));
    }

    CircuitBreaker of(WeChatRequest request) {
        return of(new Circuit(request.appid(), request.api()));
    }

    private CircuitBreaker of(Circuit circuit) {
        return breakers.computeIfAbsent(circuit, this::create);
    }

    private CircuitBreaker create(Circuit circuit) {
        CircuitBreaker breaker =
                new CircuitBreaker(config, clock, new CircuitTrouble(troubles, circuit.appid, circuit.api));
        circuit.api.calls().forEach(call -> meters.circuit(call, circuit.appid, breaker::number));
        circuit.api.calls().forEach(call -> meters.expect(call, circuit.appid, WeChatOutcome.expected(call)));
        return breaker;
    }
}
