package dev.wxauth.config;

import dev.wxauth.settings.Reloadable;
import dev.wxauth.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The whole configuration, checked: one record for each part (contract, section 8).
 *
 * @param apps the mini programs
 * @param clients the services that may ask
 * @param masterKeys what guards session_keys and skeys
 * @param keyActivation how long a new key, signing or master, only verifies and opens before it signs and seals
 */
public record Configuration(
        Http http,
        WeChat wechat,
        Redis redis,
        Token token,
        Session session,
        Reloadable<Apps> apps,
        Reloadable<Clients> clients,
        Reloadable<MasterKeys> masterKeys,
        Duration keyActivation) {

    /** The two ports, who may stand before them, how long a connection may idle, how much they take, and how they close. */
    public record Http(
            String host,
            int port,
            int managementPort,
            int rateLimit,
            List<Cidr> trustedProxies,
            Duration idleTimeout,
            int maxRequests,
            Duration drainDelay,
            Duration drainTimeout) {}

    /** How WeChat is called. */
    public record WeChat(List<URI> urls, Duration timeout, int concurrency, Breaker breaker) {}

    /** When calls to WeChat are given up for a while. */
    public record Breaker(int failures, Duration window, Duration reset) {}

    /**
     * How Redis is reached, and what every key starts with.
     *
     * @param sentinelPassword the sentinels' own, when it is not Redis's
     * @param waitReplicas how many replicas must know that a session has ended before it is answered
     */
    public record Redis(
            RedisType type,
            Reloadable<RedisEndpoints> endpoints,
            String master,
            String prefix,
            Reloadable<Optional<Secret>> sentinelPassword,
            int waitReplicas) {}

    /** The three ways to run Redis. */
    public enum RedisType {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    /** Access tokens. */
    public record Token(String issuer, String audience, Duration accessTtl, Reloadable<SigningKeys> signingKeys) {}

    /** Sessions, skeys and session_keys. */
    public record Session(
            Duration skeyTtl, Duration skeyMaxAge, Duration rotationGrace, int maxSessions, Duration sessionKeyTtl) {}

    /** Everything that is taken up again when its file changes. */
    public List<Reloadable<?>> reloadables() {
        return List.of(apps, clients, masterKeys, token.signingKeys, redis.endpoints, redis.sentinelPassword);
    }
}
