package dev.wxauth.wechat.transport;

import dev.wxauth.app.App;
import dev.wxauth.observe.Troubles;
import dev.wxauth.observe.WeChatMeters;
import dev.wxauth.wechat.transport.WeChatRequest.Api;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The circuit breakers of a pod: one for each app and API, shared by all event loops. */
final class CircuitBreakers {
    private record Circuit(String appid, Api api) {}

    private final WeChatSettings.Breaker config;
    private final InstantSource clock;
    private final WeChatMeters meters;
    private final Troubles troubles;
    private final Map<Circuit, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final Set<Circuit> measured = ConcurrentHashMap.newKeySet();

    CircuitBreakers(WeChatSettings.Breaker config, InstantSource clock, WeChatMeters meters, Troubles troubles) {
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        this.troubles = troubles;
    }

    /**
     * These apps are served, and no others: each circuit of theirs is measured from the start, and one of an app that was taken out
     * is dropped, or it would stay open for want of a probe. To be called by one thread at a time.
     */
    void expect(Collection<App> apps) {
        Set<Circuit> served = apps.stream().flatMap(CircuitBreakers::circuits).collect(Collectors.toUnmodifiableSet());
        breakers.forEach((circuit, breaker) -> dropUnless(served.contains(circuit), breaker));
        breakers.keySet().retainAll(served);
        served.forEach(circuit -> breakers.computeIfAbsent(circuit, this::create));
    }

    private static Stream<Circuit> circuits(App app) {
        return Api.of(app.kind()).stream().map(api -> new Circuit(app.appid(), api));
    }

    private static void dropUnless(boolean served, CircuitBreaker breaker) {
        if (!served) {
            breaker.drop();
        }
    }

    private CircuitBreaker create(Circuit circuit) {
        if (measured.add(circuit)) {
            circuit.api.calls().forEach(call -> measure(circuit, call));
        }
        return new CircuitBreaker(config, clock, new CircuitTrouble(troubles, circuit.appid, circuit.api));
    }

    private void measure(Circuit circuit, String call) {
        meters.circuit(call, circuit.appid, () -> number(circuit));
        meters.expect(call, circuit.appid, WeChatOutcome.expected(call));
    }

    /** A meter outlives the circuit that it was made for, and shows the one of an app that comes back; closed while there is none. */
    private int number(Circuit circuit) {
        return Optional.ofNullable(breakers.get(circuit))
                .map(CircuitBreaker::number)
                .orElse(0);
    }

    /** Empty for an app that was served when the request began, or will be in a moment. */
    Optional<CircuitBreaker> find(WeChatRequest request) {
        return Optional.ofNullable(breakers.get(new Circuit(request.appid(), request.api())));
    }
}
