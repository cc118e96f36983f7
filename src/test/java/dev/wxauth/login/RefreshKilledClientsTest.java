package dev.wxauth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ten thousand refreshes by phones that are switched off at any moment, for days: each has stored its Idempotency-Key
 * before it sent, and goes on with it. Nobody is logged out; a thief, who has the skey and not the key, is noticed each time.
 */
class RefreshKilledClientsTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private static final int REFRESHES = 10_000;
    private static final int USERS = 100;
    private static final int THREADS = 12;
    private static final int ONE_IN_THEFTS = 25;
    private static final long SEED = 20_261_125;

    private final StoredSessions stored = new StoredSessions(service.redisView());

    @Test
    void nobodyIsLoggedOutAndEachThiefIsNoticed() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (AuditTrail audit = new AuditTrail()) {
            List<Phone> phones = IntStream.range(0, USERS).mapToObj(Phone::new).toList();
            List<Integer> thefts = threads.invokeAll(phones).stream()
                    .map(RefreshKilledClientsTest::result)
                    .toList();
            int sum = thefts.stream().mapToInt(Integer::intValue).sum();
            assertThat(sum).isPositive();
            assertThat(audit.lines("reuse_detected")).hasSize(sum);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int result(Future<Integer> thefts) {
        try {
            return thefts.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** What it knows survives being killed: the skey that it holds and, while it refreshes, the key of that refresh. */
    private final class Phone implements Callable<Integer> {
        private final String name;
        private final Random random;
        private JsonObject login;
        private String skey;
        private String replaced;
        private String key;
        private int thefts;

        private Phone(int number) {
            this.name = "user" + number;
            this.random = new Random(SEED + number);
            logIn();
        }

        private void logIn() {
            login = service.login(name);
            skey = login.getString("skey");
            replaced = null;
            key = null;
        }

        @Override
        public Integer call() {
            for (int i = 0; i < REFRESHES / USERS; i++) {
                refresh();
                if (random.nextInt(3) == 0) {
                    stored.age(login, Duration.ofHours(random.nextInt(24)));
                }
            }
            return thefts;
        }

        private void refresh() {
            key = key == null ? UUID.randomUUID().toString() : key;
            Reply reply = pod().refresh(skey, key);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            if (random.nextBoolean()) {
                receive(reply.json().getString("skey"));
            }
            if (replaced != null && random.nextInt(ONE_IN_THEFTS) == 0) {
                beRobbed();
            }
        }

        /** The answer arrived before the phone was switched off. */
        private void receive(String successor) {
            replaced = successor.equals(skey) ? replaced : skey;
            skey = successor;
            key = null;
        }

        private void beRobbed() {
            stored.age(login, Duration.ofMinutes(2));
            assertThat(pod().refresh(replaced, UUID.randomUUID().toString()).error())
                    .isEqualTo("invalid_grant");
            assertThat(pod().refresh(skey, UUID.randomUUID().toString()).error())
                    .as("the session has ended for both")
                    .isEqualTo("invalid_grant");
            thefts++;
            logIn();
        }

        private SessionCaller pod() {
            return new SessionCaller(service.http(random.nextInt(2)));
        }
    }
}
