package dev.wxauth.server;

import dev.wxauth.admin.AdminEndpoints;
import dev.wxauth.admin.PersonEndpoints;
import dev.wxauth.authentication.Authentication;
import dev.wxauth.authentication.BearerAuthenticator;
import dev.wxauth.authentication.ClientAuthenticator;
import dev.wxauth.config.Configuration;
import dev.wxauth.device.DeviceEndpoints;
import dev.wxauth.device.DeviceEndpoints.DeviceStores;
import dev.wxauth.grant.DeviceSettings;
import dev.wxauth.limit.DeviceRate;
import dev.wxauth.limit.LoginRate;
import dev.wxauth.limit.PhoneRate;
import dev.wxauth.login.DeviceLogin;
import dev.wxauth.login.DeviceTokens;
import dev.wxauth.login.LoginEndpoints;
import dev.wxauth.login.LoginService;
import dev.wxauth.login.RefreshService;
import dev.wxauth.login.SessionStart;
import dev.wxauth.login.SessionTokens;
import dev.wxauth.login.TokenEndpoints;
import dev.wxauth.oauth.OauthEndpoints;
import dev.wxauth.observe.Meters;
import dev.wxauth.token.TokenIssuer;
import dev.wxauth.userdata.UserdataEndpoints;
import java.util.Optional;

/**
 * The features, each by the endpoints that it offers, and what is put around them.
 *
 * @param who who asks
 * @param rate how often a client address may try to log in
 * @param devices what other devices ask, where they may be let in
 */
record Endpoints(
        Authentication who,
        LoginRate rate,
        LoginEndpoints login,
        UserdataEndpoints userdata,
        OauthEndpoints oauth,
        AdminEndpoints admin,
        PersonEndpoints persons,
        Optional<OtherDevices> devices) {
    /**
     * What other devices ask, and what users do about it.
     *
     * @param requests from the first question to the user's answer
     * @param tokens what comes of it
     * @param settings where the codes lead
     */
    record OtherDevices(DeviceEndpoints requests, TokenEndpoints tokens, DeviceSettings settings) {
        /** The path of the page that the codes lead to. */
        String path() {
            return settings.uri().orElseThrow().path();
        }
    }

    static Endpoints of(Services services) {
        Configuration configuration = services.shared.configuration();
        BearerAuthenticator bearers = bearers(services, configuration);
        Meters meters = services.shared.meters();
        SessionTokens tokens = tokens(services, configuration);
        RefreshService refreshes = refreshes(services, configuration, tokens);
        LoginEndpoints login = login(services, configuration, tokens, refreshes);
        return new Endpoints(
                new Authentication(
                        bearers,
                        new ClientAuthenticator(configuration.clients(), meters.clients(), services.audit),
                        configuration.apps(),
                        services.users),
                new LoginRate(services.limiter, configuration.http().rateLimit(), login::refuse),
                login,
                new UserdataEndpoints(
                        services.users,
                        services.vault,
                        services.wechat.wxa(),
                        services.guard,
                        new PhoneRate(services.limiter),
                        services.persons,
                        services.audit),
                new OauthEndpoints(
                        bearers,
                        services.credentials,
                        services.revocation,
                        services.tokenKeys,
                        configuration.token(),
                        configuration.device().uri().isPresent(),
                        meters,
                        services.shared.clock()),
                new AdminEndpoints(
                        services.users,
                        services.sessions,
                        services.vault,
                        services.revocation,
                        services.persons,
                        services.audit),
                new PersonEndpoints(services.persons, services.revocation, configuration.apps()),
                configuration.device().uri().map(uri -> devices(services, configuration, tokens, refreshes)));
    }

    private static BearerAuthenticator bearers(Services services, Configuration configuration) {
        return new BearerAuthenticator(
                services.credentials,
                services.sessions,
                configuration.apps(),
                configuration.session().rotationGrace(),
                services.shared.clock());
    }

    private static SessionTokens tokens(Services services, Configuration configuration) {
        return new SessionTokens(
                new TokenIssuer(
                        services.tokenKeys, configuration.token(), services.shared.random(), services.shared.clock()),
                services.skeys,
                services.lookup,
                configuration.apps(),
                services.shared.clock());
    }

    private static RefreshService refreshes(Services services, Configuration configuration, SessionTokens tokens) {
        return new RefreshService(
                services.credentials,
                services.sessions,
                configuration.apps(),
                tokens,
                services.revocation,
                services.audit,
                services.shared.meters());
    }

    private static OtherDevices devices(
            Services services, Configuration configuration, SessionTokens tokens, RefreshService refreshes) {
        DeviceStores stores = new DeviceStores(services.deviceRequests, services.typedCodes, services.consents);
        DeviceEndpoints requests = new DeviceEndpoints(
                configuration.apps(),
                stores,
                configuration.device(),
                new DeviceRate(services.limiter, configuration.http().rateLimit()),
                services.audit);
        DeviceLogin logins = new DeviceLogin(
                services.deviceRequests,
                services.consents,
                services.sessions,
                configuration.apps(),
                new DeviceTokens(tokens, services.shared.keyring(), services.lookup),
                services.audit);
        return new OtherDevices(requests, new TokenEndpoints(logins, refreshes), configuration.device());
    }

    private static LoginEndpoints login(
            Services services, Configuration configuration, SessionTokens tokens, RefreshService refreshes) {
        return new LoginEndpoints(
                configuration.apps(),
                new LoginService(
                        services.guard,
                        services.wechat.codes(),
                        new SessionStart(services.vault, services.sessions, services.persons),
                        services.sessions,
                        tokens,
                        services.audit,
                        services.shared.meters().logins()),
                refreshes,
                services.credentials,
                services.sessions,
                services.revocation);
    }
}
