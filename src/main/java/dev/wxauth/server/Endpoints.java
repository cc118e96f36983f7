package dev.wxauth.server;

import dev.wxauth.admin.AdminEndpoints;
import dev.wxauth.admin.PersonEndpoints;
import dev.wxauth.authentication.Authentication;
import dev.wxauth.authentication.BearerAuthenticator;
import dev.wxauth.authentication.ClientAuthenticator;
import dev.wxauth.config.Configuration;
import dev.wxauth.limit.LoginRate;
import dev.wxauth.limit.PhoneRate;
import dev.wxauth.login.LoginEndpoints;
import dev.wxauth.login.LoginService;
import dev.wxauth.login.RefreshService;
import dev.wxauth.login.SessionStart;
import dev.wxauth.login.SessionTokens;
import dev.wxauth.oauth.OauthEndpoints;
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
    static Endpoints of(Services services) {
        Configuration configuration = services.shared.configuration();
        BearerAuthenticator bearers = bearers(services, configuration);
        SessionTokens tokens = tokens(services, configuration);
        RefreshService refreshes = refreshes(services, configuration, tokens);
        LoginEndpoints login = login(services, configuration, tokens, refreshes);
        return new Endpoints(
                authentication(services, configuration, bearers),
                new LoginRate(services.limiter, configuration.http().rateLimit(), login::refuse),
                login,
                userdata(services),
                oauth(services, configuration, bearers),
                admin(services),
                new PersonEndpoints(services.persons, services.revocation, configuration.apps()),
                configuration.device().uri().map(uri -> OtherDevices.of(services, tokens, refreshes)));
    }

    private static Authentication authentication(
            Services services, Configuration configuration, BearerAuthenticator bearers) {
        ClientAuthenticator clients = new ClientAuthenticator(
                configuration.clients(), services.shared.meters().clients(), services.shared.audit());
        return new Authentication(bearers, clients, configuration.apps(), services.users);
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
                services.shared.audit(),
                services.shared.meters());
    }

    private static LoginEndpoints login(
            Services services, Configuration configuration, SessionTokens tokens, RefreshService refreshes) {
        return new LoginEndpoints(
                configuration.apps(),
                new LoginService(
                        services.guard,
                        services.wechat.codes(),
                        new SessionStart(services.vault, services.sessions, services.revocation, services.persons),
                        services.sessions,
                        tokens,
                        services.shared.audit(),
                        services.shared.meters().logins()),
                refreshes,
                services.credentials,
                services.sessions,
                services.revocation);
    }

    private static UserdataEndpoints userdata(Services services) {
        return new UserdataEndpoints(
                services.users,
                services.vault,
                services.wechat.wxa(),
                services.guard,
                new PhoneRate(services.limiter),
                services.persons,
                services.shared.audit());
    }

    private static OauthEndpoints oauth(Services services, Configuration configuration, BearerAuthenticator bearers) {
        return new OauthEndpoints(
                bearers,
                services.credentials,
                services.revocation,
                services.tokenKeys,
                configuration.token(),
                configuration.device().uri().isPresent(),
                services.shared.meters(),
                services.shared.clock());
    }

    private static AdminEndpoints admin(Services services) {
        return new AdminEndpoints(
                services.users,
                services.sessions,
                services.vault,
                services.revocation,
                services.persons,
                services.shared.audit());
    }
}
