package dev.wxauth.server;

import dev.wxauth.admin.RolesHandler;
import dev.wxauth.admin.UserAccess;
import dev.wxauth.admin.UserHandler;
import dev.wxauth.admin.UserSessionKeyHandler;
import dev.wxauth.admin.UserSessionsHandler;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.bearer.BearerAuthenticator;
import dev.wxauth.bearer.CredentialVerifier;
import dev.wxauth.client.ClientAuthenticator;
import dev.wxauth.config.Configuration;
import dev.wxauth.idempotency.CodeGuard;
import dev.wxauth.idempotency.KeptAnswers;
import dev.wxauth.keys.KeyKind;
import dev.wxauth.limit.LoginRate;
import dev.wxauth.limit.PhoneRate;
import dev.wxauth.limit.RateLimiter;
import dev.wxauth.login.LoginHandler;
import dev.wxauth.login.LoginService;
import dev.wxauth.login.LogoutHandler;
import dev.wxauth.login.LogoutService;
import dev.wxauth.login.RefreshHandler;
import dev.wxauth.login.RefreshService;
import dev.wxauth.login.SessionTokens;
import dev.wxauth.login.SessionsHandler;
import dev.wxauth.oauth.DiscoveryHandler;
import dev.wxauth.oauth.IntrospectionHandler;
import dev.wxauth.oauth.IntrospectionService;
import dev.wxauth.oauth.RevocationHandler;
import dev.wxauth.oauth.VerifyHandler;
import dev.wxauth.redis.KeyNames;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.rotation.KeyLookup;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.SkeyCodec;
import dev.wxauth.sessionkey.SessionKeyService;
import dev.wxauth.token.IntrospectionSigner;
import dev.wxauth.token.TokenIssuer;
import dev.wxauth.token.TokenKeys;
import dev.wxauth.token.TokenVerifier;
import dev.wxauth.user.UserStore;
import dev.wxauth.userdata.DecryptHandler;
import dev.wxauth.userdata.PhoneHandler;
import dev.wxauth.userdata.PhoneService;
import dev.wxauth.userdata.ProfileHandler;
import dev.wxauth.userdata.ProfileService;
import dev.wxauth.userdata.SessionKeyCheckHandler;
import dev.wxauth.vault.SealedKeys;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.web.Endpoint;
import dev.wxauth.wechat.credential.CredentialStore;
import dev.wxauth.wechat.wiring.WeChat;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** Builds everything that serves requests on one event loop, from the bottom up, by hand. */
final class Services {
    private final Configuration configuration;
    private final TokenKeys tokenKeys;
    private final CredentialVerifier credentials;
    private final SessionStore sessions;
    private final SessionKeyVault vault;
    private final SessionTokens tokens;
    private final BearerAuthenticator bearers;
    private final ClientAuthenticator clients;
    private final RateLimiter limiter;
    private final CodeGuard guard;
    private final WeChat wechat;
    private final UserStore users;
    private final SessionKeyService sessionKeys;
    private final UserAccess userAccess;
    private final AuditLog audit;
    private final InstantSource clock;

    Services(Vertx vertx, Pod pod, RedisCommands redis) {
        this.configuration = pod.configuration();
        this.clock = pod.clock();
        KeyNames names = new KeyNames(configuration.redis().prefix());
        KeyLookup lookup = new KeyLookup(pod.secrets(), pod.registry(redis));
        SkeyCodec skeys = new SkeyCodec(pod.keyring());
        this.tokenKeys = new TokenKeys(
                configuration.token().signingKeys(), pod.activation().choice(KeyKind.SIGNING));
        this.credentials =
                new CredentialVerifier(new TokenVerifier(tokenKeys, configuration.token(), pod.clock()), skeys, lookup);
        this.sessions =
                new SessionStore(redis, names, configuration.session(), pod.keyring(), pod.random(), pod.clock());
        this.vault = new SessionKeyVault(
                new SealedKeys(
                        redis, names, pod.keyring(), configuration.session().sessionKeyTtl(), pod.clock()),
                lookup,
                pod.meters());
        this.tokens = new SessionTokens(
                new TokenIssuer(tokenKeys, configuration.token(), pod.random(), pod.clock()),
                skeys,
                lookup,
                pod.clock());
        this.bearers = new BearerAuthenticator(
                credentials,
                sessions,
                configuration.apps(),
                configuration.session().rotationGrace(),
                pod.clock());
        this.clients = new ClientAuthenticator(configuration.clients());
        this.limiter = new RateLimiter(redis, names);
        this.guard = new CodeGuard(
                vertx,
                redis,
                names,
                new KeptAnswers(redis, names, pod.keyring(), lookup, pod.clock()),
                configuration.wechat().timeout(),
                pod.clock());
        this.wechat = new WeChat(
                vertx,
                pod.wechat(),
                configuration.apps(),
                new CredentialStore(redis, names, pod.keyring()),
                pod.clock());
        this.users = new UserStore(redis, names, configuration.session().skeyMaxAge());
        this.sessionKeys = new SessionKeyService(vault, wechat.wxa());
        this.userAccess = new UserAccess(clients, configuration.apps(), users);
        this.audit = new AuditLog(pod.keyring(), pod.meters());
    }

    Endpoint login() {
        return new LoginHandler(
                new LoginService(guard, wechat.codes(), vault, sessions, tokens, audit),
                new LoginRate(limiter, configuration.http().rateLimit()),
                configuration.apps());
    }

    Endpoint refresh() {
        return new RefreshHandler(new RefreshService(credentials, sessions, configuration.apps(), tokens, audit));
    }

    Endpoint logout() {
        return new LogoutHandler(new LogoutService(credentials, sessions, audit));
    }

    SessionsHandler sessions() {
        return new SessionsHandler(bearers, sessions, audit);
    }

    ProfileHandler profile() {
        return new ProfileHandler(bearers, new ProfileService(users, vault));
    }

    Endpoint decryption() {
        return new DecryptHandler(bearers, vault);
    }

    Endpoint phone() {
        return new PhoneHandler(bearers, new PhoneService(guard, new PhoneRate(limiter), wechat.wxa()));
    }

    Endpoint sessionKeyCheck() {
        return new SessionKeyCheckHandler(bearers, sessionKeys);
    }

    Endpoint introspection() {
        return new IntrospectionHandler(
                clients,
                new IntrospectionService(bearers, configuration.token()),
                new IntrospectionSigner(tokenKeys, configuration.token(), clock));
    }

    Endpoint verification() {
        return new VerifyHandler(bearers);
    }

    Endpoint revocation() {
        return new RevocationHandler(clients, credentials, sessions, audit);
    }

    UserHandler user() {
        return new UserHandler(userAccess, users, sessions, vault, audit);
    }

    Endpoint userRoles() {
        return new RolesHandler(userAccess, users, audit);
    }

    Endpoint userSessions() {
        return new UserSessionsHandler(userAccess, sessions, audit);
    }

    UserSessionKeyHandler userSessionKey() {
        return new UserSessionKeyHandler(userAccess, vault, sessionKeys);
    }

    DiscoveryHandler discovery() {
        return new DiscoveryHandler(tokenKeys, configuration.token());
    }
}
