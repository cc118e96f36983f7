package dev.wxauth.wechat.transport;

import dev.wxauth.wechat.WeChatSettings;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The circuit breakers of a pod: one for each app and API, shared by all event loops. */
final class CircuitBreakers {
    private record Circuit(String appid, WeChatRequest.Api api) {}

    private final WeChatSettings.Breaker config;
    private final InstantSource clock;
    private final Map<Circuit, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    CircuitBreakers(WeChatSettings.Breaker config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    CircuitBreaker of(WeChatRequest request) {
        return breakers.computeIfAbsent(
                new Circuit(request.appid(), request.api()), circuit -> new CircuitBreaker(config, clock));
    }
}
