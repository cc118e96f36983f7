package dev.wxauth.server;

import dev.wxauth.config.ConfigException;
import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.keys.Keyring;
import dev.wxauth.redis.HeldConnection;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import dev.wxauth.web.AccessLog;
import dev.wxauth.web.CallerHandler;
import dev.wxauth.web.ClientAddress;
import dev.wxauth.wechat.CircuitBreakers;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** The router of the public port as the program builds it, to look at and not to serve with. */
final class PublicRoutes {
    private PublicRoutes() {}

    static Router create(ServiceExtension service) {
        Vertx vertx = service.vertx();
        Pod pod = pod(configuration(service.setting("WXAUTH_REDIS_URL")));
        HeldConnection redis = HeldConnection.open(vertx, pod.configuration().redis());
        try {
            return ApiRouter.create(routes(vertx, pod), new Services(vertx, pod, new RedisCommands(redis)));
        } finally {
            redis.close();
        }
    }

    private static Routes routes(Vertx vertx, Pod pod) {
        return new Routes(
                vertx, new CallerHandler(new ClientAddress(List.of())), new AccessLog(pod.meters()), pod.lifecycle());
    }

    private static Configuration configuration(String redisUrl) {
        try {
            return ConfigLoader.load(TestSettings.create(redisUrl, "http://127.0.0.1:9"), Path.of("target"));
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pod pod(Configuration configuration) {
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        return new Pod(
                configuration,
                new Keyring(configuration.masterKeys(), random),
                new CircuitBreakers(configuration.wechat().breaker(), clock),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                new Lifecycle(),
                random,
                clock);
    }
}
