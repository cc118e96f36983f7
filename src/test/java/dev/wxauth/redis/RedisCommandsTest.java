package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.error.Fault;
import dev.wxauth.settings.SettingReader;
import dev.wxauth.support.Await;
import dev.wxauth.support.RedisDoor;
import dev.wxauth.support.TestRedis;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door to Redis, as one event loop uses it. */
class RedisCommandsTest {
    private static final List<String> FIELDS = List.of("a", "b");

    private final TestRedis server = TestRedis.create();
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private RedisCommands redis;

    /** What came of a command, and which thread was told. */
    private record Outcome(Object value, Throwable failure, String thread) {}

    @BeforeEach
    void connect() {
        RedisSettings config =
                RedisSettings.read(SettingReader.open(Map.of("WXAUTH_REDIS_URL", server.url()), Path.of("")));
        RedisWatch watch = RedisDoor.watch();
        ask(() -> {
            redis = RedisCommands.open(vertx, config, watch);
            return redis.connected();
        });
    }

    @AfterEach
    void close() {
        ask(redis::close);
        Await.result(vertx.close());
        server.close();
    }

    @Test
    void readsOfOneTurnGetAnswersOfTheirOwn() {
        IntStream.range(0, 50).forEach(i -> write(Command.HSET, "hash" + i, "a", "value" + i));
        List<Outcome> outcomes = ask(IntStream.range(0, 50)
                .<Supplier<Future<?>>>mapToObj(i -> () -> redis.fields("hash" + i, FIELDS))
                .toList());
        assertThat(outcomes)
                .extracting(Outcome::value)
                .isEqualTo(IntStream.range(0, 50)
                        .mapToObj(i -> Map.of("a", "value" + i))
                        .toList());
    }

    @Test
    void aTextIsReplacedThatIsThereAndKeepsItsEnd() {
        assertThat(ask(List.of(() -> redis.replace("text", "nothing is there"), () -> redis.get("text"))))
                .extracting(Outcome::value)
                .containsOnly(Optional.empty());
        write(Command.SET, "text", "first", "PX", "60000");
        List<Outcome> replaced =
                ask(List.of(() -> redis.replace("text", "second"), () -> redis.replace("text", "third")));
        assertThat(replaced).extracting(Outcome::value).containsExactly(Optional.of("first"), Optional.of("second"));
        assertThat(ask(List.of(() -> redis.remainingLife("text"))))
                .extracting(Outcome::value)
                .doesNotContain(Optional.empty());
    }

    @Test
    void aReadThatRedisRefusesSpoilsNoOther() {
        write(Command.HSET, "hash", "a", "value");
        write(Command.SET, "text", "no hash");
        List<Outcome> outcomes = ask(List.of(
                () -> redis.fields("hash", FIELDS),
                () -> redis.fields("text", FIELDS),
                () -> redis.fields("nothing", FIELDS)));
        assertThat(outcomes.get(0).value()).isEqualTo(Map.of("a", "value"));
        assertThat(outcomes.get(1).failure())
                .isInstanceOfSatisfying(
                        Fault.ServerError.class,
                        fault -> assertThat(fault.detail())
                                .hasValue("Redis at " + server.url().substring("redis://".length())
                                        + " refused a command: WRONGTYPE"));
        assertThat(outcomes.get(2).value()).isEqualTo(Map.of());
    }

    @Test
    void whoAskedIsToldOnTheSameEventLoop() {
        assertThat(everyKindOfCommand()).allMatch(outcome -> outcome.failure() == null);
        server.freeze();
        assertThat(everyKindOfCommand()).allMatch(outcome -> outcome.failure() instanceof Fault.TemporarilyUnavailable);
        server.thaw();
        server.stop();
        for (int i = 0; i < 3; i++) {
            assertThat(everyKindOfCommand())
                    .allMatch(outcome -> outcome.failure() instanceof Fault.TemporarilyUnavailable);
        }
    }

    private List<Outcome> everyKindOfCommand() {
        List<Outcome> outcomes =
                ask(List.of(() -> redis.fields("nothing", FIELDS), () -> redis.get("nothing"), () -> redis.ping()));
        assertThat(outcomes)
                .extracting(Outcome::thread)
                .containsOnly(outcomes.get(0).thread());
        assertThat(outcomes.get(0).thread()).startsWith("vert.x-eventloop-thread-");
        return outcomes;
    }

    private void ask(Supplier<Future<?>> question) {
        assertThat(ask(List.of(question))).allMatch(outcome -> outcome.failure() == null);
    }

    /** Asks all in one turn of the event loop. */
    private List<Outcome> ask(List<Supplier<Future<?>>> questions) {
        return Await.result(Future.<List<Outcome>>future(all -> loop.runOnContext(turn -> Future.all(
                        questions.stream().map(RedisCommandsTest::outcome).toList())
                .map(done -> done.<Outcome>list())
                .onComplete(all))));
    }

    private static Future<Outcome> outcome(Supplier<Future<?>> question) {
        return question.get()
                .map(value -> new Outcome(value, null, Thread.currentThread().getName()))
                .otherwise(failure ->
                        new Outcome(null, failure, Thread.currentThread().getName()));
    }

    private void write(Command command, String... arguments) {
        Request request = Request.cmd(command);
        List.of(arguments).forEach(request::arg);
        Redis client = Redis.createClient(vertx, server.url());
        Await.result(client.send(request));
        client.close();
    }
}
