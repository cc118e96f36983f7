package dev.wxauth.server;

import dev.wxauth.admin.AdminEndpoints;
import dev.wxauth.authentication.Authentication;
import dev.wxauth.authentication.BearerAuthenticator;
import dev.wxauth.authentication.ClientAuthenticator;
import dev.wxauth.config.Configuration;
import dev.wxauth.limit.LoginRate;
import dev.wxauth.limit.PhoneRate;
import dev.wxauth.login.LoginEndpoints;
import dev.wxauth.login.LoginService;
import dev.wxauth.login.RefreshService;
import dev.wxauth.login.SessionTokens;
import dev.wxauth.oauth.OauthEndpoints;
import dev.wxauth.observe.Meters;
import dev.wxauth.token.TokenIssuer;
import dev.wxauth.userdata.UserdataEndpoints;

/**
 * The features, each by the endpoints that it offers, and what is put around them.
 *
 * @param who who asks
 * @param rate how often a client address may try to log in
 */
record Endpoints(
        Authentication who,
        LoginRate rate,
        LoginEndpoints login,
        UserdataEndpoints userdata,
        OauthEndpoints oauth,
        AdminEndpoints admin) {
    static Endpoints of(Services services) {
        Configuration configuration = services.shared.configuration();
        BearerAuthenticator bearers = bearers(services, configuration);
        Meters meters = services.shared.meters();
        return new Endpoints(
                new Authentication(
                        bearers,
                        new ClientAuthenticator(configuration.clients(), meters.clients(), services.audit),
                        configuration.apps(),
                        services.users),
                new LoginRate(services.limiter, configuration.http().rateLimit(), meters.logins()),
                login(services, configuration),
                new UserdataEndpoints(
                        services.users,
                        services.vault,
                        services.wechat.wxa(),
                        services.guard,
                        new PhoneRate(services.limiter),
                        services.audit),
                new OauthEndpoints(
                        bearers,
                        services.credentials,
                        services.revocation,
                        services.tokenKeys,
                        configuration.token(),
                        meters,
                        services.shared.clock()),
                new AdminEndpoints(
                        services.users, services.sessions, services.vault, services.revocation, services.audit));
    }

    private static BearerAuthenticator bearers(Services services, Configuration configuration) {
        return new BearerAuthenticator(
                services.credentials,
                services.sessions,
                configuration.apps(),
                configuration.session().rotationGrace(),
                services.shared.clock());
    }

    private static LoginEndpoints login(Services services, Configuration configuration) {
        SessionTokens tokens = new SessionTokens(
                new TokenIssuer(
                        services.tokenKeys, configuration.token(), services.shared.random(), services.shared.clock()),
                services.skeys,
                services.lookup,
                services.shared.clock());
        return new LoginEndpoints(
                configuration.apps(),
                new LoginService(
                        services.guard,
                        services.wechat.codes(),
                        services.vault,
                        services.sessions,
                        tokens,
                        services.audit,
                        services.shared.meters().logins()),
                new RefreshService(
                        services.credentials,
                        services.sessions,
                        configuration.apps(),
                        tokens,
                        services.revocation,
                        services.audit,
                        services.shared.meters()),
                services.credentials,
                services.sessions,
                services.revocation);
    }
}
