package dev.wxauth.person;

import dev.wxauth.identity.Person;
import dev.wxauth.identity.UserId;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which users may be a person, in Redis: a hash a person, in which users stand by their tags alone. What is said of a user is
 * said by the user's own record, and that is what readers go by: this is where to look, and no more.
 *
 * <p>Every method fails with {@link dev.wxauth.error.Fault.TemporarilyUnavailable} when Redis is out of reach.
 */
final class PersonIndex {
    private static final LuaScript ADD = LuaScript.named("person-add", "persons");
    private static final LuaScript REMOVE = LuaScript.named("person-remove", "persons");
    private static final int HEX = 16;

    private final RedisCommands redis;
    private final RedisKeys names;
    private final Duration life;

    /**
     * A user who is told to be that person.
     *
     * @param tag the user's
     * @param text the whole entry, which another login changes
     */
    record Entry(String tag, String text) {
        /** Since when it stands there. */
        Instant since() {
            return Instant.ofEpochSecond(Long.parseLong(text.split(",", 2)[0], HEX));
        }
    }

    /**
     * Takes the door to Redis.
     *
     * @param life of a user who is not kept for good, from the last login on
     */
    PersonIndex(RedisCommands redis, RedisKeys names, Duration life) {
        this.redis = redis;
        this.names = names;
        this.life = life;
    }

    /** Adds a user, or has one stay longer who stands there, or for good. */
    Future<Void> add(Person person, UserId user, boolean kept) {
        List<String> arguments = List.of(user.tag(), kept ? "1" : "", Long.toString(life.toMillis()));
        return redis.run(ADD, keys(person), arguments).mapEmpty();
    }

    /** Takes a user out, whatever the entry says. */
    Future<Void> remove(Person person, UserId user) {
        return remove(person, user.tag(), "");
    }

    /** Takes a user out, unless the entry has been made anew meanwhile. */
    Future<Void> remove(Person person, Entry entry) {
        return remove(person, entry.tag, entry.text);
    }

    private Future<Void> remove(Person person, String tag, String text) {
        return redis.run(REMOVE, keys(person), List.of(tag, text, Long.toString(life.toMillis())))
                .mapEmpty();
    }

    /** Succeeds with all entries, true or not. */
    Future<List<Entry>> find(Person person) {
        return redis.allFields(names.person(person.id())).map(PersonIndex::entries);
    }

    private static List<Entry> entries(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> new Entry(field.getKey(), field.getValue()))
                .toList();
    }

    private List<String> keys(Person person) {
        return List.of(names.person(person.id()));
    }
}
