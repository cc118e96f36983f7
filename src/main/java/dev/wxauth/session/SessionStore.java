package dev.wxauth.session;

import static dev.wxauth.redis.LuaScript.millis;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.crypto.RandomName;
import dev.wxauth.identity.UserId;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sessions in Redis. All sessions of a user are fields of one hash, so that reading one is one command, listing them needs
 * no index that could go stale, and ending all of them is one deletion. Each change is one script; the clock is Redis's.
 *
 * <p>Beside the sessions the hash carries appid, openid, unionid and roles (their names begin with {@code @}), put there by
 * the scripts that change them, so that the hot path reads everything at once. It stays for as long as the user is known, and
 * becomes the user's own record with the end of the last session.
 *
 * <p>Every method fails with {@link dev.wxauth.error.Fault.TemporarilyUnavailable} when Redis is out of reach.
 */
public final class SessionStore {
    private static final LuaScript CREATE =
            LuaScript.named("session-create", "sessions", "users", "session-begin", "session-keys");
    private static final LuaScript REFRESH = LuaScript.named("session-refresh", "sessions", "users", "session-ends");
    private static final LuaScript END = LuaScript.named("session-end", "sessions", "users", "session-ends");
    private static final LuaScript END_ALL = LuaScript.named("user-end-sessions", "users", "session-ends");

    /** There is no guessing it: one that is wrong ends the session. */
    private static final int MARK_BYTES = 6;

    private final RedisCommands redis;
    private final RedisKeys names;
    private final SessionSettings config;
    private final Keyring keyring;
    private final SecureRandom random;
    private final InstantSource clock;

    /** Takes the door to Redis, and what a session's skeys are made under. */
    public SessionStore(
            RedisCommands redis,
            RedisKeys names,
            SessionSettings config,
            Keyring keyring,
            SecureRandom random,
            InstantSource clock) {
        this.redis = redis;
        this.names = names;
        this.config = config;
        this.keyring = keyring;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Begins a session, in one step with all that a login keeps; the one idle longest gives way when there are too many.
     * Succeeds with the session; fails as {@link #find} does.
     */
    public Future<Begun> create(NewSession begun) {
        String id = RandomName.base64Url(random);
        return Future.succeededFuture(begun)
                .map(login -> creation(id, login))
                .compose(arguments ->
                        redis.run(CREATE, names.ofLogin(begun.user().tag()), arguments))
                .map(reply -> Begun.of(SessionFields.read(id, begun.user(), reply), reply));
    }

    private List<String> creation(String id, NewSession login) {
        List<String> arguments = new ArrayList<>(List.of(
                id,
                keyring.sealingKid(),
                login.device().orElse(""),
                millis(config.ofMiniPrograms().idle()),
                millis(config.ofMiniPrograms().most()),
                Integer.toString(config.maxSessions()),
                login.user().appid(),
                login.user().openid(),
                login.unionid().orElse("")));
        arguments.addAll(login.sessionKey());
        return arguments;
    }

    /** Refreshes the session of an skey. Succeeds with what came of it; fails as {@link #find} does. */
    public Future<Refresh> refresh(RefreshRequest request) {
        String tag = request.skey().tag();
        return Future.succeededFuture(request)
                .map(this::refreshment)
                .compose(arguments -> redis.run(REFRESH, List.of(names.sessions(tag), names.user(tag)), arguments))
                .map(reply -> refresh(request, reply));
    }

    private List<String> refreshment(RefreshRequest request) {
        Skey skey = request.skey();
        Lifetimes life = request.client().isPresent() ? config.ofOtherDevices() : config.ofMiniPrograms();
        return List.of(
                skey.sessionId(),
                Integer.toString(skey.generation()),
                skey.kid(),
                keyring.sealingKid(),
                millis(config.rotationGrace()),
                millis(life.idle()),
                millis(life.most()),
                request.idempotencyKey().map(key -> mark(skey, key)).orElse(""),
                " " + String.join("  ", request.appids()) + " ",
                request.client().orElse(""));
    }

    /** By the presented skey's own master key, which every pod has that can tell that this skey is genuine. */
    private String mark(Skey skey, String idempotencyKey) {
        String message = skey.sessionId() + " " + skey.generation() + " " + idempotencyKey;
        byte[] mac = keyring.mac(skey.kid(), Purpose.REFRESH_MARK, message.getBytes(StandardCharsets.US_ASCII));
        return Base64Url.encode(Arrays.copyOf(mac, MARK_BYTES));
    }

    private static Refresh refresh(RefreshRequest request, List<String> reply) {
        return switch (reply.get(0)) {
            case "gone" -> new Refresh.Gone();
            case "foreign" -> new Refresh.Foreign();
            case "reused" -> new Refresh.Reused(refreshed(request, reply));
            default ->
                new Refresh.Renewed(
                        refreshed(request, reply),
                        Refresh.Way.valueOf(reply.get(0).toUpperCase(Locale.ROOT)));
        };
    }

    private static UserSession refreshed(RefreshRequest request, List<String> reply) {
        return SessionFields.read(request.skey().sessionId(), request.client(), reply);
    }

    /** Succeeds with the session, if it is alive now. Fails with {@link dev.wxauth.error.Fault.TemporarilyUnavailable}. */
    public Future<Optional<UserSession>> find(String tag, String sessionId) {
        return redis.fields(names.sessions(tag), SessionFields.fields(sessionId))
                .map(fields -> SessionFields.find(sessionId, fields).filter(this::isAlive));
    }

    /** Succeeds with all live sessions of a user, the newest first. Fails as {@link #find} does. */
    public Future<List<Session>> list(String tag) {
        return redis.allFields(names.sessions(tag)).map(SessionFields::all).map(this::alive);
    }

    private List<Session> alive(List<Session> sessions) {
        Instant now = clock.instant();
        return sessions.stream()
                .filter(session -> session.expiresAt().isAfter(now))
                .sorted(Comparator.comparing(Session::createdAt).reversed())
                .toList();
    }

    /** Ends a session. Succeeds with whose it was, if it was alive; fails as {@link #find} does. */
    public Future<Optional<UserId>> end(String tag, String sessionId) {
        return end(tag, sessionId, "0");
    }

    /** Ends all sessions of a user if this one is alive, else does nothing. Succeeds and fails as {@link #end} does. */
    public Future<Optional<UserId>> endAll(String tag, String sessionId) {
        return end(tag, sessionId, "1");
    }

    private Future<Optional<UserId>> end(String tag, String sessionId, String all) {
        return redis.run(
                        END,
                        List.of(names.sessions(tag), names.user(tag), names.consents(tag)),
                        List.of(sessionId, all))
                .map(SessionFields::owner);
    }

    /** Ends all sessions of a user. Succeeds with whether anything was left of that user; fails as {@link #find} does. */
    public Future<Boolean> endAll(String tag) {
        return redis.run(END_ALL, names.allOf(tag), List.of()).map(left -> left.equals(List.of("1")));
    }

    /**
     * Succeeds when as many replicas as the operator wants know that this session has ended, which it must have: so what is
     * answered then outlives a failover. Fails with {@link dev.wxauth.error.Fault.TemporarilyUnavailable} when they do not
     * in time; the session has ended all the same.
     */
    public Future<Void> endIsSafe(String tag, String sessionId) {
        return redis.goneOnReplicas(names.sessions(tag), sessionId);
    }

    /** Succeeds likewise for all sessions of a user, of whom one that began meanwhile makes it fail. */
    public Future<Void> endIsSafe(String tag) {
        return redis.goneOnReplicas(names.sessions(tag));
    }

    private boolean isAlive(UserSession session) {
        return session.session().expiresAt().isAfter(clock.instant());
    }
}
