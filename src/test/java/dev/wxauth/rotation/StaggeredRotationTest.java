package dev.wxauth.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.wxauth.support.KeyIds;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Both kinds of keys are put in front, in the files of one pod two seconds before those of the other, while users come
 * and go at both. Nothing is refused, and nothing that was ended lives on.
 */
class StaggeredRotationTest {
    private static final Duration STAGGER = Duration.ofSeconds(2);
    private static final Duration ACTIVATION = Duration.ofSeconds(4);
    private static final int LEAST_OPERATIONS = 10_000;
    private static final int USERS = 8;

    /** They come all the time, and in no greater crowd than the operations need. */
    private static final Duration BETWEEN_VISITS = Duration.ofMillis(30);

    private static final long SEED = 20_261_125;

    private static final JWK OLD = TestSettings.signingKey();
    private static final JWK NEW = TestSettings.signingKey();
    private static final String OLD_MASTER = "k1:" + TestSettings.masterKey();
    private static final String NEW_MASTER = "k2:" + TestSettings.masterKey();

    private static final List<MountedFile> signingKeys = files("signing-keys", TestSettings.jwkSet(OLD));
    private static final List<MountedFile> masterKeys = files("master-keys", OLD_MASTER);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .readsSecretsOften()
            .with("WXAUTH_KEY_ACTIVATION", ACTIVATION.toSeconds() + "s")
            .with("WXAUTH_SIGNING_KEYS", "")
            .with("WXAUTH_SIGNING_KEYS_FILE", signingKeys.get(0).path())
            .with("WXAUTH_MASTER_KEYS", "")
            .with("WXAUTH_MASTER_KEYS_FILE", masterKeys.get(0).path());

    private volatile boolean rotated;

    private static List<MountedFile> files(String name, String content) {
        return List.of(new MountedFile(name, content), new MountedFile(name, content));
    }

    @Test
    void nothingIsLostAndNothingIsRefused() throws Exception {
        service.change("WXAUTH_SIGNING_KEYS_FILE", signingKeys.get(1).path());
        service.change("WXAUTH_MASTER_KEYS_FILE", masterKeys.get(1).path());
        service.startInstance();
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        try {
            List<Future<Integer>> users = IntStream.range(0, USERS)
                    .mapToObj(number -> threads.submit((Callable<Integer>) new User(number)))
                    .toList();
            rotate();
            int operations =
                    users.stream().mapToInt(StaggeredRotationTest::result).sum();
            assertThat(operations).isGreaterThanOrEqualTo(LEAST_OPERATIONS);
        } finally {
            threads.shutdownNow();
        }
        for (int pod = 0; pod < 2; pod++) {
            JsonObject login = service.login("late", pod);
            assertThat(KeyIds.ofSkey(login.getString("skey"))).isEqualTo("k2");
            assertThat(KeyIds.ofToken(login.getString("access_token"))).isEqualTo(KeyIds.of(NEW));
        }
    }

    private void rotate() throws InterruptedException {
        for (int pod = 0; pod < 2; pod++) {
            signingKeys.get(pod).write(TestSettings.jwkSet(NEW, OLD));
            masterKeys.get(pod).write(NEW_MASTER + "," + OLD_MASTER);
            TimeUnit.MILLISECONDS.sleep(STAGGER.toMillis());
        }
        TimeUnit.MILLISECONDS.sleep(ACTIVATION.toMillis());
        rotated = true;
    }

    private static int result(Future<Integer> user) {
        try {
            return user.get(2, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Logs in, refreshes, is asked about and leaves, at whichever pod the balancer picks. */
    private final class User implements Callable<Integer> {
        private final String name;
        private final Random random;
        private int operations;

        private User(int number) {
            this.name = "user" + number;
            this.random = new Random(SEED + number);
        }

        @Override
        public Integer call() throws InterruptedException {
            while (!rotated || operations < LEAST_OPERATIONS / USERS) {
                visit();
                TimeUnit.MILLISECONDS.sleep(BETWEEN_VISITS.toMillis());
            }
            return operations;
        }

        private void visit() {
            JsonObject login = service.login(name, random.nextInt(2));
            operations++;
            expect(200, pod().verify(login.getString("access_token")));
            expect(200, pod().verify(login.getString("skey")));
            JsonObject refreshed =
                    expect(200, pod().refresh(login.getString("skey"))).json();
            List<String> tokens = List.of(
                    login.getString("access_token"), refreshed.getString("access_token"), refreshed.getString("skey"));
            tokens.forEach(token -> expectActive(true, token));
            String last = tokens.get(random.nextInt(tokens.size()));
            if (random.nextBoolean()) {
                expect(200, pod().revoke(last));
            } else {
                expect(204, pod().logout(last));
            }
            tokens.forEach(token -> expectActive(false, token));
        }

        private SessionCaller pod() {
            operations++;
            return new SessionCaller(service.http(random.nextInt(2)));
        }

        private Reply expect(int status, Reply reply) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(status);
            return reply;
        }

        private void expectActive(boolean active, String token) {
            assertThat(pod().isActive(token)).isEqualTo(active);
        }
    }
}
