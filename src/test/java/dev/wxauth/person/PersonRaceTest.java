package dev.wxauth.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Front;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Much at a time about one person, at two pods. */
class PersonRaceTest {
    private static final int TIMES = 10;

    @RegisterExtension
    static final ServiceExtension service = Front.serving().instances(2);

    private final PersonsCaller persons = new PersonsCaller(service);
    private List<Front> fronts;

    @BeforeEach
    void fronts() {
        fronts = List.of(Front.miniProgram(service), Front.website(service), Front.mobile(service));
    }

    @Test
    void noRefreshSavesASessionFromTheEndOfAll() {
        for (int time = 0; time < TIMES; time++) {
            List<JsonObject> logins = new ArrayList<>();
            for (Front front : fronts) {
                logins.add(front.login("alice", 0));
                logins.add(front.login("alice", 1));
            }
            List<CompletableFuture<Reply>> refreshes = new ArrayList<>();
            for (int i = 0; i < logins.size(); i++) {
                refreshes.add(new SessionCaller(service.http(i % 2))
                        .startRefresh(logins.get(i).getString("skey")));
            }
            assertThat(persons.endSessions(logins.get(0).getString("person")).status())
                    .isEqualTo(204);
            for (CompletableFuture<Reply> refresh : refreshes) {
                Reply reply = refresh.join();
                assertThat(reply.status()).isIn(200, 400);
                if (reply.status() == 200) {
                    assertThat(service.introspect(reply.json().getString("access_token"), 1)
                                    .getBoolean("active"))
                            .isFalse();
                }
            }
            for (JsonObject login : logins) {
                assertThat(service.introspect(login.getString("skey")).getBoolean("active"))
                        .isFalse();
            }
        }
    }

    @Test
    void manyFirstLoginsAtATimeMakeOnePersonOfAll() {
        for (int time = 0; time < TIMES; time++) {
            String user = "user" + time;
            List<CompletableFuture<Reply>> logins = new ArrayList<>();
            for (int i = 0; i < 2 * fronts.size(); i++) {
                logins.add(start(fronts.get(i % fronts.size()), user, i % 2));
            }
            List<String> told = logins.stream()
                    .map(CompletableFuture::join)
                    .map(reply -> reply.json().getString("person"))
                    .distinct()
                    .toList();
            assertThat(told).hasSize(1);
            assertThat(persons.openids(told.get(0))).hasSize(fronts.size());
        }
    }

    @Test
    void anEraseAmongLoginsLeavesNobodyInTheIndexWhoIsNotThere() {
        Front website = fronts.get(1);
        for (int time = 0; time < TIMES; time++) {
            String alice = website.login("alice").getString("person");
            CompletableFuture<Reply> login = start(website, "alice", 1);
            service.asClient("DELETE", website.path("alice"), "");
            String skey = login.join().json().getString("skey");
            boolean lives = service.introspect(skey).getBoolean("active");
            assertThat(persons.openids(alice)).hasSize(lives ? 1 : 0);
        }
    }

    private static CompletableFuture<Reply> start(Front front, String user, int instance) {
        JsonObject body = new JsonObject().put("appid", front.appid()).put("code", front.code(user));
        return service.http(instance)
                .start(
                        "POST",
                        "/auth/login",
                        body.encode(),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        ServiceExtension.client());
    }
}
