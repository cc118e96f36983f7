package dev.wxauth.web;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.time.Duration;
import java.util.List;

/**
 * The two ports, who may stand before them, how long a connection may idle, how much they take, and how they close.
 *
 * @param rateLimit how many logins a minute one client address may try, and requests of other devices as well; ten times as
 *     many each client that logs users in; 0 for no limit
 */
public record HttpSettings(
        String host,
        int port,
        int managementPort,
        int rateLimit,
        List<IpSubnetFilterRule> trustedProxies,
        Duration idleTimeout,
        int maxConnections,
        int maxRequests,
        Duration drainDelay,
        Duration drainTimeout) {
    private static final int MOST_PORT = 65535;
    private static final int MOST_REQUESTS = 1_000_000;

    /** Reads them, and leaves what is wrong with them to the reader. */
    public static HttpSettings read(SettingReader settings) {
        int port = settings.number(Setting.PORT, 0, MOST_PORT);
        int management = settings.number(Setting.MANAGEMENT_PORT, 0, MOST_PORT);
        if (port > 0 && port == management) {
            settings.fault(Setting.MANAGEMENT_PORT, "must not be the public port");
        }
        return new HttpSettings(
                settings.read(Setting.HOST, Parse.text("\\S+", "must be an address or a host name")),
                port,
                management,
                settings.number(Setting.RATE_LIMIT, 0, MOST_REQUESTS),
                settings.read(Setting.TRUSTED_PROXIES, HttpSettings::blocks),
                settings.read(Setting.IDLE_TIMEOUT, Parse.duration(Duration.ofSeconds(1))),
                settings.number(Setting.MAX_CONNECTIONS, 1, MOST_REQUESTS),
                settings.number(Setting.MAX_REQUESTS, 1, MOST_REQUESTS),
                settings.read(Setting.DRAIN_DELAY, Parse.duration(Duration.ZERO)),
                settings.read(Setting.DRAIN_TIMEOUT, Parse.duration(Duration.ZERO)));
    }

    private static List<IpSubnetFilterRule> blocks(String text) {
        return Parse.each(text, IpAddress::block);
    }
}
