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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand refreshes on a network that loses answers: nobody is logged out, and no family of skeys forks. */
class RefreshLostAnswersTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private static final int REFRESHES = 10_000;
    private static final int USERS = 100;
    private static final int THREADS = 12;
    private static final long SEED = 20_240_607;

    private final StoredSessions stored = new StoredSessions(service.redisView());

    @Test
    void tenThousandAnswersLostAtRandomLogNobodyOut() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (AuditTrail audit = new AuditTrail()) {
            List<Device> devices =
                    IntStream.range(0, USERS).mapToObj(Device::new).toList();
            List<Integer> rotations = threads.invokeAll(devices).stream()
                    .map(RefreshLostAnswersTest::result)
                    .toList();
            assertThat(audit.lines("reuse_detected")).isEmpty();
            assertThat(rotations).allMatch(count -> count > 3, "time passed often enough to matter");
            assertThat(devices)
                    .allSatisfy(device ->
                            assertThat(stored.generation(device.login)).isEqualTo(device.rotations));
        } finally {
            threads.shutdownNow();
        }
    }

    private static int result(Future<Integer> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** One phone: it repeats what it got no answer to, and asks whichever instance the balancer picks. */
    private final class Device implements java.util.concurrent.Callable<Integer> {
        private final Random random;
        private final JsonObject login;
        private String skey;
        private String promised;
        private int rotations;

        private Device(int number) {
            this.random = new Random(SEED + number);
            this.login = service.login("user" + number);
            this.skey = login.getString("skey");
        }

        @Override
        public Integer call() {
            for (int i = 0; i < REFRESHES / USERS; i++) {
                refresh();
            }
            return rotations;
        }

        private void refresh() {
            Reply reply = new SessionCaller(service.http(random.nextInt(2))).refresh(skey);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            String successor = reply.json().getString("skey");
            assertThat(promised == null || promised.equals(successor))
                    .as("the successor stays the same while its grace lasts")
                    .isTrue();
            if (promised == null) {
                promised = successor;
                rotations += successor.equals(skey) ? 0 : 1;
            }
            if (random.nextBoolean()) {
                receive(successor);
            }
        }

        /** The answer arrived; whether much time passes before the next refresh is up to the user. */
        private void receive(String successor) {
            skey = successor;
            if (random.nextInt(3) == 0) {
                stored.age(login, Duration.ofMinutes(2));
                promised = null;
            }
        }
    }
}
