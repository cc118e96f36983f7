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
 * Users in Redis. The hash of a user's sessions tells who that is and of the roles; a hash of the user's own comes into being
 * with roles or a profile, for as long as there are any, or when the last session ends. Without roles and profile a user is
 * known for as long as a session of the last login can last.
 *
 * <p>Every method fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
 */
public final class UserStore {
    static final String NICK_NAME = "nickName";
    static final String AVATAR_URL = "avatarUrl";

    private static final String USER = "@";
    private static final String UNIONID = "@u";
    private static final String ROLES = "@r";
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
        return find(id.tag()).map(found -> found.orElseThrow(UserStore::unknown));
    }

    /** Succeeds with the user of that tag, if there is one. Fails with {@link Fault.TemporarilyUnavailable}. */
    public Future<Optional<User>> find(String tag) {
        return redis.fields(names.sessions(tag), List.of(USER, UNIONID, ROLES))
                .compose(bySessions -> findKnown(tag, bySessions));
    }

    /** The user's own hash comes second: where the last session ends meanwhile, it is there. */
    private Future<Optional<User>> findKnown(String tag, Map<String, String> bySessions) {
        return redis.fields(names.user(tag), List.of(USER, UNIONID, ROLES, NICK_NAME, AVATAR_URL))
                .map(own -> read(bySessions.isEmpty() ? own : bySessions, own));
    }

    private static Optional<User> read(Map<String, String> known, Map<String, String> own) {
        return text(known, USER)
                .map(UserId::parse)
                .map(id -> new User(
                        id,
                        text(known, UNIONID),
                        roles(known),
                        new Profile(text(own, NICK_NAME), text(own, AVATAR_URL))));
    }

    private static List<String> roles(Map<String, String> fields) {
        return text(fields, ROLES).map(roles -> List.of(roles.split(",", -1))).orElse(List.of());
    }

    private static Optional<String> text(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /**
     * Replaces the roles, here and in the sessions, so that introspection tells them at once. Succeeds with whether the user is
     * kept for good by what is known now; fails as {@link #get} does.
     */
    public Future<Boolean> setRoles(UserId id, List<String> roles) {
        return redis.run(
                        SET_ROLES,
                        List.of(names.user(id.tag()), names.sessions(id.tag())),
                        List.of(Long.toString(life.toMillis()), String.join(",", roles)))
                .map(UserStore::isKept);
    }

    /** Changes the profile. Succeeds and fails as {@link #setRoles} does. */
    public Future<Boolean> setProfile(UserId id, ProfileChange change) {
        List<String> arguments = new ArrayList<>(List.of(Long.toString(life.toMillis())));
        change.nickName().ifPresent(name -> arguments.addAll(List.of(NICK_NAME, name)));
        change.avatarUrl().ifPresent(url -> arguments.addAll(List.of(AVATAR_URL, url)));
        return redis.run(SET_PROFILE, List.of(names.user(id.tag()), names.sessions(id.tag())), arguments)
                .map(UserStore::isKept);
    }

    private static boolean isKept(List<String> found) {
        if (found.get(0).equals("0")) {
            throw unknown();
        }
        return found.get(0).equals("2");
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
