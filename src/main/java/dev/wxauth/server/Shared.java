package dev.wxauth.server;

import dev.wxauth.audit.AuditLog;
import dev.wxauth.config.Configuration;
import dev.wxauth.crypto.KeyKind;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.observe.Meters;
import dev.wxauth.observe.Troubles;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.redis.RedisWatch;
import dev.wxauth.rotation.KeyActivation;
import dev.wxauth.rotation.KeyRegistry;
import dev.wxauth.settings.SecretFiles;
import dev.wxauth.settings.SecretWatch;
import dev.wxauth.web.Connections;
import dev.wxauth.web.ForwardedNotice;
import dev.wxauth.web.HeldMemory;
import dev.wxauth.web.Lifecycle;
import dev.wxauth.web.RequestsUnderWay;
import dev.wxauth.wechat.transport.WeChatTransports;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** What all event loops of a process share; everything here is safe to be used by several threads. */
public record Shared(
        Configuration configuration,
        KeyActivation activation,
        Keyring keyring,
        SecretWatch secrets,
        WeChatTransports wechat,
        Meters meters,
        AuditLog audit,
        Troubles troubles,
        RedisWatch redisWatch,
        Lifecycle lifecycle,
        ForwardedNotice forwarded,
        Connections connections,
        RequestsUnderWay requests,
        SecureRandom random,
        InstantSource clock) {
    /** Makes what a pod shares, which begins to watch its mounted secrets. */
    public static Shared create(Vertx vertx, Configuration configuration, Duration readsSecretsEvery) {
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        Meters meters = Meters.create();
        Troubles troubles = new Troubles(clock);
        Lifecycle lifecycle = new Lifecycle();
        HeldMemory held = HeldMemory.ofTheHeap();
        KeyActivation activation = activation(configuration);
        Keyring keyring = new Keyring(configuration.masterKeys(), activation.choice(KeyKind.MASTER), random);
        AuditLog audit = new AuditLog(keyring, meters);
        WeChatTransports wechat = wechat(configuration, meters, troubles, clock);
        KnownLabels labels = KnownLabels.withRoutes(configuration, meters, wechat);
        Reloads reloads = new Reloads(configuration.reloadables(), keyring, meters.settings(), audit, labels, clock);
        SecretFiles files = new SecretFiles(configuration.reloadables(), configuration.apps()::takeUp, reloads);
        return new Shared(
                configuration,
                activation,
                keyring,
                SecretWatch.open(vertx, files, readsSecretsEvery),
                wechat,
                meters,
                audit,
                troubles,
                new RedisWatch(troubles, meters.redis()),
                lifecycle,
                new ForwardedNotice(clock),
                new Connections(configuration.http().maxConnections(), lifecycle, held, meters),
                new RequestsUnderWay(configuration.http().maxRequests(), held, meters),
                random,
                clock);
    }

    private static KeyActivation activation(Configuration configuration) {
        return new KeyActivation(
                () -> configuration.masterKeys().get().kids(),
                () -> configuration.token().signingKeys().get().kids(),
                configuration.keyActivation());
    }

    private static WeChatTransports wechat(
            Configuration configuration, Meters meters, Troubles troubles, InstantSource clock) {
        return new WeChatTransports(
                configuration.wechat(), configuration.http().maxRequests(), meters, troubles, clock);
    }

    /** What tells Redis which keys this pod holds, and learns from it when they begin, by one event loop's door to Redis. */
    KeyRegistry registry(RedisCommands redis) {
        return new KeyRegistry(redis, new RedisKeys(configuration.redis().prefix()), activation);
    }
}
