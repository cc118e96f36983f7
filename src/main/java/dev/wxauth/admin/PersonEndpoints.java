package dev.wxauth.admin;

import dev.wxauth.app.App;
import dev.wxauth.app.Apps;
import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.Person;
import dev.wxauth.identity.UserId;
import dev.wxauth.person.PersonUser;
import dev.wxauth.person.Persons;
import dev.wxauth.revocation.Revocation;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What other services may know of a person and do for one: {@code /auth/persons/:person}. */
public final class PersonEndpoints {
    private final Persons persons;
    private final Revocation revocation;
    private final Supplier<Apps> apps;

    /** Takes what knows who is one person, what ends sessions, and the apps that are served. */
    public PersonEndpoints(Persons persons, Revocation revocation, Supplier<Apps> apps) {
        this.persons = persons;
        this.revocation = revocation;
        this.apps = apps;
    }

    /** {@code GET}: succeeds with the users of apps that are served; fails with {@link Fault.NotFound} where there is none. */
    public Future<Answer> person(Request request, Client client) {
        return Future.succeededFuture(request)
                .map(PersonEndpoints::named)
                .compose(this::view)
                .map(Answer::json);
    }

    private static Person named(Request request) {
        return Person.find(request.path("person")).orElseThrow(PersonEndpoints::unknown);
    }

    private Future<JsonObject> view(Person person) {
        return persons.users(person).map(this::views).map(users -> view(person, users));
    }

    private static JsonObject view(Person person, List<JsonObject> users) {
        return new JsonObject().put("person", person.id()).put("users", new JsonArray(requireSome(users)));
    }

    private List<JsonObject> views(List<PersonUser> users) {
        Apps served = apps.get();
        return users.stream()
                .map(user -> view(served, user))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<JsonObject> view(Apps served, PersonUser user) {
        return served.find(user.id().appid()).map(app -> view(app, user));
    }

    private static JsonObject view(App app, PersonUser user) {
        return new JsonObject()
                .put("appid", app.appid())
                .put("kind", app.kind().label())
                .put("openid", user.id().openid())
                .put("first_seen_at", user.since().getEpochSecond());
    }

    /**
     * {@code DELETE .../sessions}: logs the person out of every app, served or not. Fails with {@link Fault.NotFound} where there
     * is no user, and with {@link Fault.TemporarilyUnavailable} when one may not be logged out; a repeat goes on with those.
     */
    public Future<Answer> endSessions(Request request, Client client) {
        return Future.succeededFuture(request)
                .map(PersonEndpoints::named)
                .compose(person -> end(person, request))
                .map(PersonEndpoints::ended);
    }

    private Future<Long> end(Person person, Request request) {
        return persons.each(person, user -> end(user, request));
    }

    private Future<Void> end(UserId user, Request request) {
        return revocation.endAll(user, request).recover(PersonEndpoints::erasedIsEnded);
    }

    private static Answer ended(long users) {
        if (users == 0) {
            throw unknown();
        }
        return Answer.noContent();
    }

    private static Future<Void> erasedIsEnded(Throwable failure) {
        return failure instanceof Fault.NotFound ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    private static <T> List<T> requireSome(List<T> users) {
        return Optional.of(users).filter(some -> !some.isEmpty()).orElseThrow(PersonEndpoints::unknown);
    }

    private static Fault unknown() {
        return new Fault.NotFound("There is no such person.");
    }
}
