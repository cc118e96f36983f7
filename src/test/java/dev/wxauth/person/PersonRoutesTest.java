package dev.wxauth.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.identity.UserId;
import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.Front;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.RedisDump;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What services learn of a person, and what the index says that is not so. */
class PersonRoutesTest {
    private static final String MADE_UP = "AAAAAAAAAAAAAAAAAAAAAA";

    @RegisterExtension
    static final ServiceExtension service = Front.serving().instances(2);

    private final PersonsCaller persons = new PersonsCaller(service);
    private final SessionCaller sessions = new SessionCaller(service.http());
    private Front miniProgram;
    private Front website;

    @BeforeEach
    void fronts() {
        miniProgram = Front.miniProgram(service);
        website = Front.website(service);
        service.wechat().bindUnionid(true);
    }

    @Test
    void aPersonIsTheUsersOfAllFronts() {
        long before = Instant.now().getEpochSecond();
        String alice = miniProgram.login("alice", 0).getString("person");
        website.login("alice", 1);
        website.login("bob", 1);
        Reply reply = persons.get(alice);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.json().getString("person")).isEqualTo(alice);
        assertThat(PersonsCaller.users(reply))
                .allSatisfy(user -> assertThat(user.getLong("first_seen_at"))
                        .isBetween(before - 1, Instant.now().getEpochSecond() + 1))
                .extracting(user -> user.getString("kind") + " " + user.getString("openid"))
                .containsExactlyInAnyOrder(
                        "miniprogram " + miniProgram.openid("alice"), "website " + website.openid("alice"));
    }

    @Test
    void itIsKnownSinceTheFirstLogin() {
        String alice = website.login("alice").getString("person");
        age(alice, website, "alice", Duration.ofDays(3));
        miniProgram.login("alice");
        website.login("alice", 1);
        assertThat(PersonsCaller.users(persons.get(alice)))
                .extracting(user -> user.getString("appid"))
                .as("the longest known first")
                .containsExactly(Front.WEBSITE, TestSettings.APPID);
    }

    private static void age(String person, Front front, String name, Duration by) {
        String since = Long.toHexString(Instant.now().minus(by).getEpochSecond());
        view().call("HSET", PersonsCaller.key(person), tag(front, name), since + ",1");
    }

    @ParameterizedTest
    @ValueSource(strings = {MADE_UP, "short", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAA%2F%2F", "%00"})
    void whoIsNobodyIsNotFound(String nobody) {
        website.login("alice");
        assertThat(persons.get(nobody).status()).isEqualTo(404);
        assertThat(persons.endSessions(nobody).status()).isEqualTo(404);
    }

    @Test
    void scopesAreAskedFor() {
        String alice = website.login("alice").getString("person");
        String weak = HttpCaller.basic("weak", "weak-secret");
        assertThat(service.http().get("/auth/persons/" + alice).status()).isEqualTo(401);
        assertThat(service.http()
                        .get("/auth/persons/" + alice, "Authorization", weak)
                        .status())
                .isEqualTo(403);
        assertThat(service.http()
                        .delete("/auth/persons/" + alice + "/sessions", "Authorization", weak)
                        .status())
                .isEqualTo(403);
        assertThat(persons.openids(alice)).hasSize(1);
    }

    @Test
    void allSessionsOfAPersonEndAndNobodyElses() {
        JsonObject first = miniProgram.login("alice", 0);
        JsonObject second = website.login("alice", 1);
        JsonObject third = website.login("alice", 0);
        JsonObject bob = website.login("bob");
        try (AuditTrail audit = new AuditTrail()) {
            assertThat(persons.endSessions(first.getString("person")).status()).isEqualTo(204);
            assertThat(audit.lines("revoke")).hasSize(2);
        }
        for (JsonObject ended : List.of(first, second, third)) {
            assertThat(service.introspect(ended.getString("access_token"), 1).getBoolean("active"))
                    .isFalse();
            assertThat(sessions.refresh(ended.getString("skey")).status()).isEqualTo(400);
        }
        assertThat(sessions.isActive(bob.getString("skey"))).isTrue();
        assertThat(persons.openids(first.getString("person")))
                .as("they are that person still")
                .hasSize(2);
        assertThat(persons.endSessions(first.getString("person")).status())
                .as("once more does no harm")
                .isEqualTo(204);
        assertThat(website.login("alice").getString("person")).isEqualTo(first.getString("person"));
    }

    @Test
    void whatTheIndexSaysOfOthersIsNeitherNamedNorTouchedAndGoes() {
        String alice = website.login("alice").getString("person");
        JsonObject bob = website.login("bob");
        String key = PersonsCaller.key(alice);
        view().call("HSET", key, tag(website, "bob"), "6a000000,1");
        view().call("HSET", key, tag(website, "nobody"), "6a000000,1");
        view().call("HSET", key, "not-a-tag", "6a000000,1!");
        assertThat(persons.openids(alice)).containsExactly(website.openid("alice"));
        assertThat(view().call("HLEN", key).toInteger()).isEqualTo(1);

        view().call("HSET", key, tag(website, "bob"), "6a000000,1");
        assertThat(persons.endSessions(alice).status()).isEqualTo(204);
        assertThat(sessions.isActive(bob.getString("skey"))).isTrue();
        assertThat(persons.openids(bob.getString("person"))).containsExactly(website.openid("bob"));
    }

    @Test
    void aPersonOfWhomNothingTrueIsSaidIsNobody() {
        website.login("bob");
        view().call("HSET", PersonsCaller.key(MADE_UP), tag(website, "bob"), "6a000000,1");
        assertThat(persons.endSessions(MADE_UP).status()).isEqualTo(404);
        assertThat(persons.get(MADE_UP).status()).isEqualTo(404);
        assertThat(view().keys()).doesNotContain(PersonsCaller.key(MADE_UP));
    }

    @Test
    void theNextLoginMendsAnIndexThatWasLost() {
        String alice = website.login("alice").getString("person");
        view().call("DEL", PersonsCaller.key(alice));
        assertThat(persons.get(alice).status()).isEqualTo(404);
        website.login("alice", 1);
        assertThat(persons.openids(alice)).containsExactly(website.openid("alice"));
    }

    @Test
    void anIndexThatCannotBeWrittenFailsNoLogin() {
        String alice = website.login("alice").getString("person");
        String key = PersonsCaller.key(alice);
        view().call("DEL", key);
        view().call("SET", key, "of a wrong type");
        double before = unwritten();
        JsonObject login = website.login("alice");
        assertThat(login.getString("person")).isEqualTo(alice);
        assertThat(sessions.isActive(login.getString("skey"))).isTrue();
        assertThat(unwritten()).isGreaterThan(before);
        view().call("DEL", key);
        website.login("alice");
        assertThat(persons.openids(alice)).hasSize(1);
    }

    private static double unwritten() {
        return Scrape.of(service).named("wxauth_redis_commands_seconds_count").stream()
                .filter(sample -> "person-add".equals(sample.labels().get("command")))
                .filter(sample -> !"ok".equals(sample.labels().get("outcome")))
                .mapToDouble(Scrape.Sample::value)
                .sum();
    }

    @Test
    void anErasedUserIsNoLongerAmongThePersonsAndTheOthersStay() {
        JsonObject here = miniProgram.login("alice");
        JsonObject there = website.login("alice");
        String alice = here.getString("person");
        assertThat(service.asClient("DELETE", miniProgram.path("alice"), "").status())
                .isEqualTo(204);
        assertThat(view().call("HKEYS", PersonsCaller.key(alice)).toString()).contains(tag(website, "alice"));
        assertThat(view().call("HLEN", PersonsCaller.key(alice)).toInteger()).isEqualTo(1);
        assertThat(persons.openids(alice)).containsExactly(website.openid("alice"));
        assertThat(sessions.isActive(there.getString("skey"))).isTrue();
        assertThat(sessions.isActive(here.getString("skey"))).isFalse();

        assertThat(service.asClient("DELETE", website.path("alice"), "").status())
                .isEqualTo(204);
        assertThat(persons.get(alice).status()).isEqualTo(404);
        assertThat(view().keys()).doesNotContain(PersonsCaller.key(alice));
    }

    /** That holds for what was left by an erase that a login overtook, too. */
    @Test
    void noOpenidCanBeReadInTheIndex() {
        String alice = website.login("alice").getString("person");
        service.asClient("DELETE", website.path("alice"), "");
        view().call("HSET", PersonsCaller.key(alice), tag(website, "alice"), "6a000000,1");
        assertThat(new RedisDump(view()).texts())
                .isNotEmpty()
                .noneMatch(text -> text.contains(website.openid("alice")));
    }

    @Test
    void itLivesAsLongAsItsUsersAreKnown() {
        String alice = website.login("alice").getString("person");
        String key = PersonsCaller.key(alice);
        String user = "wxauth:{" + tag(website, "alice") + "}:";
        assertThat(life(key)).isGreaterThanOrEqualTo(life(user + "s") - 1000);

        roles("[\"vip\"]");
        assertThat(life(key)).as("kept for good with its user").isEqualTo(-1);
        miniProgram.login("alice");
        assertThat(life(key)).as("another user does not change that").isEqualTo(-1);
        website.login("alice");
        assertThat(life(key)).isEqualTo(-1);
        roles("[]");
        assertThat(life(key)).isPositive();
    }

    @Test
    void aProfileKeepsItToo() {
        JsonObject login = miniProgram.login("alice");
        String key = PersonsCaller.key(login.getString("person"));
        assertThat(profile(login, "Ada")).isEqualTo(204);
        assertThat(life(key)).isEqualTo(-1);
        assertThat(profile(login, "")).isEqualTo(204);
        assertThat(life(key)).isPositive();
        assertThat(profile(login, "Ada")).isEqualTo(204);
        website.login("alice");
        service.asClient("DELETE", miniProgram.path("alice"), "");
        assertThat(life(key)).as("the one who was kept is erased").isPositive();
    }

    private static int profile(JsonObject login, String name) {
        return service.http()
                .putJson(
                        "/auth/profile",
                        new JsonObject().put("nickName", name),
                        "Authorization",
                        SessionCaller.bearer(login.getString("skey")))
                .status();
    }

    private void roles(String roles) {
        assertThat(service.asClient("PUT", website.path("alice") + "/roles", "{\"roles\":" + roles + "}")
                        .status())
                .isEqualTo(204);
    }

    private static long life(String key) {
        return view().call("PTTL", key).toLong();
    }

    private static String tag(Front front, String name) {
        return new UserId(front.appid(), front.openid(name)).tag();
    }

    private static RedisView view() {
        return service.redisView();
    }
}
