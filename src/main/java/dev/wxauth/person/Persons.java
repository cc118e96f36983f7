package dev.wxauth.person;

import dev.wxauth.app.Apps;
import dev.wxauth.identity.Person;
import dev.wxauth.identity.UserId;
import dev.wxauth.observe.Troubles;
import dev.wxauth.observe.Troubles.Trouble;
import dev.wxauth.person.PersonIndex.Entry;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.session.Begun;
import dev.wxauth.session.UserSession;
import dev.wxauth.user.User;
import dev.wxauth.user.UserStore;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/**
 * Who is one person over the apps of an Open Platform account (contract, section 11). That follows from a user's unionid, which
 * stands in the user's own record; the index beside it is written after that record, and what it says is held against it by
 * whoever reads.
 */
public final class Persons {
    /** Nobody's login waits longer for an index that the next login mends. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Trouble UNWRITTEN = new Trouble(Level.WARN, "person index", "", "");

    private final PersonIndex index;
    private final UserStore users;
    private final Supplier<Apps> apps;
    private final Troubles troubles;

    /**
     * Takes the door to Redis, what knows users and apps, and where it is told that the index could not be written.
     *
     * @param life of a user without roles and profile
     */
    public Persons(
            RedisCommands redis,
            RedisKeys names,
            Duration life,
            UserStore users,
            Supplier<Apps> apps,
            Troubles troubles) {
        this.index = new PersonIndex(redis, names, life);
        this.users = users;
        this.apps = apps;
        this.troubles = troubles;
    }

    /** Who that user is, where a unionid is known. */
    public Optional<Person> of(User user) {
        return apps.get().person(user.id(), user.unionid());
    }

    /** Writes down whose session has begun. Always succeeds with that session: what could not be written, the next login writes. */
    public Future<Begun> link(Begun begun) {
        UserSession session = begun.session();
        Optional<String> before = begun.relinked().flatMap(Begun.Relinked::before);
        return Future.join(leave(session.user(), before), keep(session.user(), session.unionid(), begun.kept()))
                .map(written -> begun);
    }

    /** Writes down who a user is, and whether for good. Always succeeds, as {@link #link} does. */
    public Future<Void> keep(UserId user, Optional<String> unionid, boolean kept) {
        return write(user, unionid, person -> index.add(person, user, kept));
    }

    private Future<Void> leave(UserId user, Optional<String> unionid) {
        return write(user, unionid, person -> index.remove(person, user));
    }

    /** There is nothing to write of a user who is nobody's person. */
    private Future<Void> write(UserId user, Optional<String> unionid, Function<Person, Future<Void>> change) {
        return apps.get().person(user, unionid).map(change).map(this::patiently).orElseGet(Future::succeededFuture);
    }

    private Future<Void> patiently(Future<Void> written) {
        return written.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).recover(this::unwritten);
    }

    private Future<Void> unwritten(Throwable failure) {
        troubles.happened(
                UNWRITTEN,
                "the index of persons could not be written; until they log in again, users are missing in it",
                Map.of());
        return Future.succeededFuture();
    }

    /**
     * Takes a user out of the index, who is about to be erased, also where the app was bound to another account before. Fails with
     * {@link dev.wxauth.error.Fault.TemporarilyUnavailable} when that could not be done.
     */
    public Future<Void> forget(UserId user) {
        return users.find(user.tag()).compose(this::forget);
    }

    private Future<Void> forget(Optional<User> known) {
        return Future.join(known.stream().flatMap(this::everywhere).toList()).mapEmpty();
    }

    private Stream<Future<Void>> everywhere(User user) {
        return apps.get().everyPerson(user.unionid()).stream().map(person -> index.remove(person, user.id()));
    }

    /**
     * Succeeds with the users who are that person, the longest known first, of apps that are served or not. What the index says
     * of others is taken out of it. Fails with {@link dev.wxauth.error.Fault.TemporarilyUnavailable}.
     */
    public Future<List<PersonUser>> users(Person person) {
        return index.find(person).compose(entries -> hold(person, entries)).map(Persons::ordered);
    }

    /**
     * Does it for each user who is that person, whatever becomes of the others. Succeeds with how many they were when all of it
     * has succeeded; else fails as the first one failed, when all have ended, or as {@link #users} does.
     */
    public Future<Long> each(Person person, Function<UserId, Future<Void>> action) {
        return index.find(person).compose(entries -> each(person, entries, action));
    }

    private Future<Long> each(Person person, List<Entry> entries, Function<UserId, Future<Void>> action) {
        List<Future<Boolean>> done =
                entries.stream().map(entry -> act(person, entry, action)).toList();
        return Future.join(done)
                .map(all -> all.list().stream().filter(Boolean.TRUE::equals).count());
    }

    private Future<Boolean> act(Person person, Entry entry, Function<UserId, Future<Void>> action) {
        return hold(person, entry).compose(user -> act(user, action));
    }

    private static Future<Boolean> act(Optional<PersonUser> user, Function<UserId, Future<Void>> action) {
        return user.map(found -> action.apply(found.id()).map(true)).orElseGet(() -> Future.succeededFuture(false));
    }

    private Future<List<Optional<PersonUser>>> hold(Person person, List<Entry> entries) {
        List<Future<Optional<PersonUser>>> held =
                entries.stream().map(entry -> hold(person, entry)).toList();
        return Future.join(held).map(CompositeFuture::list);
    }

    /** Against the user's own record. */
    private Future<Optional<PersonUser>> hold(Person person, Entry entry) {
        return users.find(entry.tag()).compose(known -> judge(person, entry, known));
    }

    private Future<Optional<PersonUser>> judge(Person person, Entry entry, Optional<User> known) {
        Optional<PersonUser> named =
                known.filter(user -> is(person, user)).map(user -> new PersonUser(user.id(), entry.since()));
        return named.isPresent() || known.filter(this::cannotBeTold).isPresent()
                ? Future.succeededFuture(named)
                : index.remove(person, entry).transform(removed -> Future.succeededFuture(named));
    }

    /** Nobody knows which account an app is bound to that is not served now: it may come back, and with it what the index says. */
    private boolean cannotBeTold(User user) {
        return user.unionid().isPresent() && !apps.get().contains(user.id().appid());
    }

    private boolean is(Person person, User user) {
        return apps.get().persons(user.id(), user.unionid()).contains(person);
    }

    private static List<PersonUser> ordered(List<Optional<PersonUser>> held) {
        return held.stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(PersonUser::since)
                        .thenComparing(user -> user.id().appid()))
                .toList();
    }
}
