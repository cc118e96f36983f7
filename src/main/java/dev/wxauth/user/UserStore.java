package dev.wxauth.user;

import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users in Redis, one hash each, which a login begins. It has no time to live as long as there are roles or a profile;
 * else it lives as long as a session of the last login can.
 *
 * <p>Every method fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
 */
public final class UserStore {
    static final String NICK_NAME = "nickName";
    static final String AVATAR_URL = "avatarUrl";

    private static final String OPENID = "@openid";
    private static final String UNIONID = "@unionid";
    private static final String ROLES = "roles";
    private static final String SESSION_ROLES = "@roles";
    private static final LuaScript SET_ROLES = LuaScript.named("user-roles", "users");
    private static final LuaScript SET_PROFILE = LuaScript.named("user-profile", "users");

    private final RedisCommands redis;
    private final RedisKeys names;
    private final Duration life;

    /**
     * Takes the door to Redis.
     *
     * @param life of a user without roles and profile, from the last change on
     */
    public UserStore(RedisCommands redis, RedisKeys names, Duration life) {
        this.redis = redis;
        this.names = names;
        this.life = life;
    }

    /** Succeeds with the user; fails with {@link Fault.NotFound} for one who never logged in, or was erased. */
    public Future<User> get(UserId id) {
        return redis.fields(names.user(id.tag()), List.of(OPENID, UNIONID, ROLES, NICK_NAME, AVATAR_URL))
                .compose(fields ->
                        fields.containsKey(OPENID) ? Future.succeededFuture(read(id, fields)) : getBySessions(id));
    }

    /** A record may be lost, or have ended before a session whose life was prolonged; the sessions tell whose they are. */
    private Future<User> getBySessions(UserId id) {
        return redis.fields(names.sessions(id.tag()), List.of(OPENID, UNIONID, SESSION_ROLES))
                .map(fields -> readBySessions(id, fields));
    }

    private static User readBySessions(UserId id, Map<String, String> fields) {
        if (!fields.containsKey(OPENID)) {
            throw unknown();
        }
        return new User(id, text(fields, UNIONID), roles(fields, SESSION_ROLES), Profile.empty());
    }

    private static User read(UserId id, Map<String, String> fields) {
        return new User(
                id,
                text(fields, UNIONID),
                roles(fields, ROLES),
                new Profile(text(fields, NICK_NAME), text(fields, AVATAR_URL)));
    }

    private static List<String> roles(Map<String, String> fields, String name) {
        return text(fields, name).map(roles -> List.of(roles.split(",", -1))).orElse(List.of());
    }

    private static Optional<String> text(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
    }

    /** Replaces the roles, here and in the sessions, so that introspection tells them at once. Fails as {@link #get} does. */
    public Future<Void> setRoles(UserId id, List<String> roles) {
        return redis.run(
                        SET_ROLES,
                        List.of(names.user(id.tag()), names.sessions(id.tag())),
                        List.of(Long.toString(life.toMillis()), String.join(",", roles)))
                .map(UserStore::requireKnown);
    }

    /** Changes the profile. Fails as {@link #get} does. */
    public Future<Void> setProfile(UserId id, ProfileChange change) {
        List<String> arguments = new ArrayList<>(List.of(Long.toString(life.toMillis())));
        change.nickName().ifPresent(name -> arguments.addAll(List.of(NICK_NAME, name)));
        change.avatarUrl().ifPresent(url -> arguments.addAll(List.of(AVATAR_URL, url)));
        return redis.run(SET_PROFILE, List.of(names.user(id.tag()), names.sessions(id.tag())), arguments)
                .map(UserStore::requireKnown);
    }

    private static Void requireKnown(List<String> found) {
        if (found.get(0).equals("0")) {
            throw unknown();
        }
        return null;
    }

    private static Fault unknown() {
        return new Fault.NotFound("There is no such user.");
    }

    /**
     * Leaves nothing of a user: one command deletes every key that carries the user's tag. Succeeds with whether there was
     * one; fails with {@link Fault.TemporarilyUnavailable}.
     */
    public Future<Boolean> erase(UserId id) {
        return redis.delete(names.allOf(id.tag())).map(deleted -> deleted > 0);
    }
}
