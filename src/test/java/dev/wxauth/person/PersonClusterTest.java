package dev.wxauth.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.identity.Person;
import dev.wxauth.identity.UserId;
import dev.wxauth.support.Await;
import dev.wxauth.support.Front;
import dev.wxauth.support.RedisClusterServers;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person's users lie on other nodes of a Redis Cluster than the index, and than each other. */
class PersonClusterTest {
    @AutoClose
    private static final RedisClusterServers cluster = RedisClusterServers.mastersAlone();

    @RegisterExtension
    static final ServiceExtension service =
            Front.serving().with("WXAUTH_REDIS_TYPE", "cluster").with("WXAUTH_REDIS_URL", cluster.urls());

    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private final PersonsCaller persons = new PersonsCaller(service);
    private final Front miniProgram = Front.miniProgram(service);
    private final Front website = Front.website(service);

    /** Somebody of whom only the website's user is on a node of its own. */
    private String somebody() {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "user" + i)
                .filter(name -> owner(website, name) != owner(miniProgram, name))
                .filter(name -> owner(website, name) != cluster.owner(PersonsCaller.key(person(name))))
                .findFirst()
                .orElseThrow();
    }

    private static int owner(Front front, String name) {
        return cluster.owner("wxauth:{" + new UserId(front.appid(), front.openid(name)).tag() + "}:s");
    }

    private static String person(String name) {
        return Person.of("main", service.wechat().unionid(name)).id();
    }

    @Test
    void whoCannotBeReachedIsNotSaidToHaveEndedAndARepeatGoesOn() {
        String name = somebody();
        Await.until("both are logged in", RECOVERY, () -> isLoggedIn(miniProgram, name) && isLoggedIn(website, name));
        JsonObject here = miniProgram.login(name);
        JsonObject there = website.login(name);
        int lost = owner(website, name);
        cluster.server(lost).freeze();
        try {
            assertThat(persons.endSessions(person(name)).status()).isEqualTo(503);
            assertThat(service.introspect(here.getString("skey")).getBoolean("active"))
                    .as("whom the fault does not concern")
                    .isFalse();
        } finally {
            cluster.server(lost).thaw();
        }
        Await.until(
                "all have ended",
                RECOVERY,
                () -> persons.endSessions(person(name)).status() == 204);
        assertThat(service.introspect(here.getString("skey")).getBoolean("active"))
                .isFalse();
        assertThat(service.introspect(there.getString("skey")).getBoolean("active"))
                .isFalse();
        assertThat(persons.openids(person(name))).hasSize(2);
    }

    private static boolean isLoggedIn(Front front, String name) {
        return front.exchange(front.code(name)).status() == 200;
    }

    @Test
    void anIndexThatCannotBeReachedFailsNoLogin() {
        String name = IntStream.range(0, 1000)
                .mapToObj(i -> "guest" + i)
                .filter(guest -> owner(website, guest) != cluster.owner(PersonsCaller.key(person(guest))))
                .findFirst()
                .orElseThrow();
        Await.until("Redis serves", RECOVERY, () -> isLoggedIn(website, name));
        int lost = cluster.owner(PersonsCaller.key(person(name)));
        cluster.server(lost).freeze();
        try {
            Await.until("a login whose code is elsewhere succeeds", RECOVERY, () -> isLoggedIn(website, name));
        } finally {
            cluster.server(lost).thaw();
        }
        Await.until(
                "the next login mends it",
                RECOVERY,
                () -> isLoggedIn(website, name) && persons.openids(person(name)).size() == 1);
    }
}
