package dev.wxauth.server;

import ch.qos.logback.classic.LoggerContext;
import dev.wxauth.config.Configuration;
import dev.wxauth.crypto.KeyKind;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.observe.LogDrops;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.redis.RedisTroubles;
import dev.wxauth.rotation.KeyActivation;
import dev.wxauth.rotation.KeyRegistry;
import dev.wxauth.settings.SecretFiles;
import dev.wxauth.settings.SecretWatch;
import dev.wxauth.web.Lifecycle;
import dev.wxauth.web.RequestsUnderWay;
import dev.wxauth.wechat.transport.WeChatTransports;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;

/** What all event loops of a process share; everything here is safe to be used by several threads. */
public record Shared(
        Configuration configuration,
        KeyActivation activation,
        Keyring keyring,
        SecretWatch secrets,
        WeChatTransports wechat,
        PrometheusMeterRegistry meters,
        RedisTroubles redisTroubles,
        Lifecycle lifecycle,
        RequestsUnderWay requests,
        SecureRandom random,
        InstantSource clock) {
    /** Makes what a pod shares, which begins to watch its mounted secrets. */
    public static Shared create(Vertx vertx, Configuration configuration) {
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        PrometheusMeterRegistry meters = newMeters();
        KeyActivation activation = activation(configuration);
        return new Shared(
                configuration,
                activation,
                new Keyring(configuration.masterKeys(), activation.choice(KeyKind.MASTER), random),
                SecretWatch.open(vertx, secretFiles(configuration, meters)),
                new WeChatTransports(
                        configuration.wechat(), configuration.http().maxRequests(), meters, clock),
                meters,
                new RedisTroubles(clock),
                new Lifecycle(),
                new RequestsUnderWay(configuration.http().maxRequests()),
                random,
                clock);
    }

    private static KeyActivation activation(Configuration configuration) {
        return new KeyActivation(
                () -> configuration.masterKeys().get().kids(),
                () -> configuration.token().signingKeys().get().kids(),
                configuration.keyActivation());
    }

    private static PrometheusMeterRegistry newMeters() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            new LogDrops(logs).bindTo(meters);
        }
        return meters;
    }

    private static SecretFiles secretFiles(Configuration configuration, MeterRegistry meters) {
        return new SecretFiles(
                configuration.reloadables(),
                setting -> meters.counter("wxauth_config_refused", "setting", setting)
                        .increment());
    }

    /** What tells Redis which keys this pod holds, and learns from it when they begin, by one event loop's door to Redis. */
    KeyRegistry registry(RedisCommands redis) {
        return new KeyRegistry(redis, new RedisKeys(configuration.redis().prefix()), activation);
    }
}
