package dev.wxauth.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After the end of a session was answered, nobody says active any more, on any instance, under load. */
class IntrospectionTruthTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private static final int READERS = 6;
    private static final int ROUNDS = 60;

    /** A session under observation: readers ask about it all the time; once it has ended, "active" is a violation. */
    private static final class Watched {
        private final List<String> tokens;
        private volatile boolean ended;

        private Watched(JsonObject login) {
            this.tokens = List.of(login.getString("access_token"), login.getString("skey"));
        }
    }

    private final List<SessionCaller> pods =
            List.of(new SessionCaller(service.http(0)), new SessionCaller(service.http(1)));
    private final AtomicInteger violations = new AtomicInteger();
    private final AtomicLong questions = new AtomicLong();
    private final AtomicLong yes = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile List<Watched> watched = List.of();
    private ExecutorService readers;

    @BeforeEach
    void startReaders() {
        readers = Executors.newFixedThreadPool(READERS);
        for (int i = 0; i < READERS; i++) {
            readers.execute(this::read);
        }
    }

    @AfterEach
    void stopReaders() {
        done.set(true);
        readers.shutdown();
    }

    @Test
    void noViolationAfterAnyWayToEndASession() {
        for (int round = 0; round < ROUNDS; round++) {
            JsonObject login = service.login("alice", round % 2);
            JsonObject other = service.login("alice", round % 2);
            Watched[] both = {new Watched(login), new Watched(other)};
            watched = List.of(both);
            SessionCaller pod = pods.get((round / 2) % 2);
            end(round % 5, pod, login, other, both);
            assertThat(pods).allMatch(any -> both[0].tokens.stream().noneMatch(any::isActive));
            pod.logoutEverywhere(other.getString("skey"));
            both[1].ended = true;
        }
        done.set(true);
        assertThat(violations).hasValue(0);
        assertThat(questions.get()).isGreaterThan(ROUNDS);
        assertThat(yes.get()).as("the readers saw live sessions too").isPositive();
    }

    private static void end(int way, SessionCaller pod, JsonObject login, JsonObject other, Watched... both) {
        Reply reply = switch (way) {
            case 0 -> pod.logout(login.getString("skey"));
            case 1 -> pod.revoke(login.getString("access_token"));
            case 2 -> pod.delete(login.getString("session_id"), other.getString("skey"));
            case 3 -> pod.logoutEverywhere(login.getString("access_token"));
            default -> pod.revoke(login.getString("skey"));
        };
        assertThat(reply.status()).isBetween(200, 204);
        both[0].ended = true;
        both[1].ended = way == 3;
    }

    private void read() {
        while (!done.get()) {
            List<Watched> now = watched;
            if (!now.isEmpty()) {
                ask(now.get(ThreadLocalRandom.current().nextInt(now.size())));
            }
        }
    }

    private void ask(Watched session) {
        SessionCaller pod = pods.get(ThreadLocalRandom.current().nextInt(pods.size()));
        for (String token : session.tokens) {
            boolean ended = session.ended;
            long active = Stream.of(pod.isActive(token), pod.verify(token).status() == 200)
                    .filter(answer -> answer)
                    .count();
            questions.incrementAndGet();
            yes.addAndGet(active);
            violations.addAndGet(ended ? (int) active : 0);
        }
    }
}
