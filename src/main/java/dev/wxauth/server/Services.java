package dev.wxauth.server;

import dev.wxauth.authentication.CredentialVerifier;
import dev.wxauth.config.Configuration;
import dev.wxauth.crypto.KeyKind;
import dev.wxauth.idempotency.CodeGuard;
import dev.wxauth.idempotency.KeptAnswers;
import dev.wxauth.limit.RateLimiter;
import dev.wxauth.person.Persons;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.rotation.KeyLookup;
import dev.wxauth.session.SessionStore;
import dev.wxauth.session.SkeyCodec;
import dev.wxauth.token.CurrentSigningKeys;
import dev.wxauth.token.TokenVerifier;
import dev.wxauth.user.UserStore;
import dev.wxauth.vault.SealedKeys;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.wechat.credential.CredentialStore;
import dev.wxauth.wechat.wiring.WeChat;
import io.vertx.core.Vertx;
import java.time.Duration;

/** What works for the features on one event loop, built from the bottom up, by hand. */
final class Services {
    final Shared shared;
    final RedisCommands redis;
    final RedisKeys names;
    final KeyLookup lookup;
    final SkeyCodec skeys;
    final CurrentSigningKeys tokenKeys;
    final CredentialVerifier credentials;
    final SessionStore sessions;
    final UserStore users;
    final SessionKeyVault vault;
    final RateLimiter limiter;
    final CodeGuard guard;
    final WeChat wechat;
    final Revocation revocation;
    final Persons persons;

    Services(Vertx vertx, Shared shared, RedisCommands redis) {
        Configuration configuration = shared.configuration();
        RedisKeys names = new RedisKeys(configuration.redis().prefix());
        Duration longest = configuration.session().ofMiniPrograms().most();
        this.shared = shared;
        this.redis = redis;
        this.names = names;
        this.lookup = new KeyLookup(shared.secrets(), shared.registry(redis));
        this.skeys = new SkeyCodec(shared.keyring());
        this.tokenKeys = new CurrentSigningKeys(
                configuration.token().signingKeys(), shared.activation().choice(KeyKind.SIGNING));
        this.credentials = new CredentialVerifier(
                new TokenVerifier(tokenKeys, configuration.token(), shared.clock()), skeys, lookup);
        this.sessions = new SessionStore(
                redis, names, configuration.session(), shared.keyring(), shared.random(), shared.clock());
        this.users = new UserStore(redis, names, longest);
        this.vault = vault();
        this.limiter = new RateLimiter(redis, names, shared.meters());
        this.guard = guard(vertx);
        this.wechat = new WeChat(
                vertx,
                shared.wechat(),
                configuration.apps(),
                new CredentialStore(redis, names, shared.keyring()),
                shared.clock());
        this.revocation = new Revocation(sessions, users, shared.audit());
        this.persons = new Persons(redis, names, longest, users, configuration.apps(), shared.troubles());
    }

    private SessionKeyVault vault() {
        Duration life = shared.configuration().session().sessionKeyTtl();
        return new SessionKeyVault(
                new SealedKeys(redis, names, shared.keyring(), life, shared.clock()), lookup, shared.meters());
    }

    private CodeGuard guard(Vertx vertx) {
        return new CodeGuard(
                vertx,
                redis,
                names,
                new KeptAnswers(redis, names, shared.keyring(), lookup, shared.clock()),
                shared.wechat().timeout(),
                shared.clock());
    }
}
