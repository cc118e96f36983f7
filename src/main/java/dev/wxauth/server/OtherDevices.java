package dev.wxauth.server;

import dev.wxauth.config.Configuration;
import dev.wxauth.device.DeviceEndpoints;
import dev.wxauth.device.DeviceEndpoints.DeviceStores;
import dev.wxauth.grant.DeviceRequests;
import dev.wxauth.grant.DeviceSettings;
import dev.wxauth.grant.TypedCodes;
import dev.wxauth.limit.DeviceRate;
import dev.wxauth.login.DeviceLogin;
import dev.wxauth.login.DeviceTokens;
import dev.wxauth.login.RefreshService;
import dev.wxauth.login.SessionTokens;
import dev.wxauth.login.TokenEndpoints;
import dev.wxauth.session.Consents;
import java.time.Duration;

/**
 * What other devices ask, and what users do about it, where they may be let in at all.
 *
 * @param requests from the first question to the user's answer
 * @param tokens what comes of it
 * @param settings where the codes lead
 */
record OtherDevices(DeviceEndpoints requests, TokenEndpoints tokens, DeviceSettings settings) {
    static OtherDevices of(Services services, SessionTokens tokens, RefreshService refreshes) {
        Configuration configuration = services.shared.configuration();
        DeviceStores stores = stores(services, configuration);
        DeviceEndpoints requests = new DeviceEndpoints(
                configuration.apps(),
                stores,
                configuration.device(),
                new DeviceRate(services.limiter, configuration.http().rateLimit()),
                services.shared.audit());
        DeviceLogin logins = new DeviceLogin(
                stores.requests(),
                stores.consents(),
                services.sessions,
                configuration.apps(),
                new DeviceTokens(tokens, services.shared.keyring(), services.lookup),
                services.revocation,
                services.shared.audit());
        return new OtherDevices(requests, new TokenEndpoints(logins, refreshes), configuration.device());
    }

    private static DeviceStores stores(Services services, Configuration configuration) {
        Shared shared = services.shared;
        Duration ttl = configuration.device().ttl();
        return new DeviceStores(
                new DeviceRequests(
                        services.redis, services.names, ttl, shared.keyring(), services.lookup, shared.random()),
                new TypedCodes(services.redis, services.names, ttl, shared.keyring(), services.lookup),
                new Consents(services.redis, services.names, configuration.session(), shared.keyring()));
    }

    /** The path of the page that the codes lead to. */
    String path() {
        return settings.uri().orElseThrow().path();
    }
}
