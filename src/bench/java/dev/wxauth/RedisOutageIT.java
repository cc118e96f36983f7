package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Program;
import dev.wxauth.support.Reply;
import dev.wxauth.support.TestRedis;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Redis is away for long while clients go on as if nothing were: the small heap that the program has holds no more
 * afterwards than before, and it serves as soon as Redis is back. A benchmark for its length: {@code mvn verify -Pbench},
 * with {@code -Doutage=10m} as the contract has it.
 */
@Tag("bench")
class RedisOutageIT {
    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration OUTAGE = Duration.parse("PT" + System.getProperty("outage", "1m"));
    private static final Duration FOLLOWS = Duration.ofSeconds(5);
    private static final long MOST_BYTES_MORE = 20_000_000;

    /** Without a line for each request, of which there are millions. */
    private static final String QUIET = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%level %logger{0} %msg%n</pattern></encoder>
              </appender>
              <logger name="io.vertx.redis" level="OFF"/>
              <logger name="dev.wxauth.redis" level="INFO"/>
              <logger name="dev.wxauth.Application" level="INFO"/>
              <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;

    @Test
    void aRedisThatIsGoneLeavesNothingBehind() throws Exception {
        run(TestRedis::stop, TestRedis::start);
    }

    @Test
    void aRedisThatHangsLeavesNothingBehind() throws Exception {
        run(TestRedis::freeze, TestRedis::thaw);
    }

    private static void run(Consumer<TestRedis> begin, Consumer<TestRedis> end) throws Exception {
        Path quiet = Files.writeString(Files.createTempFile("wxauth-logback", ".xml"), QUIET);
        try (Neighbours neighbours = new Neighbours()) {
            WeChatSimulator wechat = neighbours.wechat();
            Map<String, String> settings = neighbours.settings();
            try (Program program = Program.serve(settings, "-Xmx128m", "-Dlogback.configurationFile=" + quiet)) {
                HttpCaller http = program.unchecked();
                String token = logIn(http, wechat).json().getString("access_token");
                load(http, token, WARM_UP);
                begin.accept(neighbours.redis());
                load(http, token, WARM_UP);
                long before = program.liveHeap();
                Map<Integer, Long> answers = load(http, token, OUTAGE);
                long after = program.liveHeap();
                System.err.printf("an outage of %s: %s, heap %d before, %d after%n", OUTAGE, answers, before, after);
                assertThat(answers).containsOnlyKeys(503);
                assertThat(after - before).isLessThan(MOST_BYTES_MORE);
                end.accept(neighbours.redis());
                Await.until(
                        "logins work again", FOLLOWS, () -> logIn(http, wechat).status() == 200);
                assertThat(program.lines())
                        .filteredOn(line -> line.contains("ERROR"))
                        .isEmpty();
            }
        } finally {
            Files.delete(quiet);
        }
    }

    private static Reply logIn(HttpCaller http, WeChatSimulator wechat) {
        return http.postJson("/auth/login", new JsonObject().put("code", wechat.code(TestSettings.APPID, "alice")));
    }

    /** How many answers there were of each status. */
    private static Map<Integer, Long> load(HttpCaller http, String token, Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        Map<Integer, Long> answers = new ConcurrentHashMap<>();
        ExecutorService callers = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Void>> tasks = Stream.<Callable<Void>>generate(() -> () -> use(http, token, end, answers))
                    .limit(CONNECTIONS)
                    .toList();
            for (Future<Void> caller : callers.invokeAll(tasks)) {
                caller.get();
            }
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }

    /** Logs in, with a key and without, and asks about a token, again and again. */
    private static Void use(HttpCaller http, String token, long end, Map<Integer, Long> answers) {
        while (System.nanoTime() < end) {
            JsonObject code = new JsonObject().put("code", UUID.randomUUID().toString());
            String key = UUID.randomUUID().toString();
            List<Supplier<Reply>> requests = List.of(
                    () -> http.postJson("/auth/login", code),
                    () -> http.postJson("/auth/login", code, "Idempotency-Key", key),
                    () -> http.get("/auth/verify", "Authorization", "Bearer " + token));
            requests.forEach(request -> answers.merge(status(request), 1L, Long::sum));
        }
        return null;
    }

    /** A connection that the client did not need for long may be closed at the moment when it is used again. */
    private static int status(Supplier<Reply> request) {
        try {
            return request.get().status();
        } catch (UncheckedIOException closed) {
            return request.get().status();
        }
    }
}
