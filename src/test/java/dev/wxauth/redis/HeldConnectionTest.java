package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.settings.SettingReader;
import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.Ports;
import dev.wxauth.support.RedisDoor;
import dev.wxauth.support.RedisRelay;
import dev.wxauth.support.RedisView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How often a held connection is made anew, and what is asked meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
class HeldConnectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Between two questions: a hundred times as often as a connection may be made anew, and no core's whole work. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final EmbeddedRedis server = new EmbeddedRedis();
    private final RedisRelay relay = new RedisRelay(server.port());
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private Pipeline pipeline;

    @AfterEach
    void close() {
        Await.result(onLoop(() -> pipeline.close()));
        Await.result(vertx.close());
        relay.close();
        server.close();
    }

    @Test
    void itIsRenewedInTimeAndNobodyNotices() {
        connect(Duration.ofMillis(500));
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        while (System.nanoTime() < end) {
            assertThat(ask()).isTrue();
            pause(MOMENT);
        }
        assertThat(relay.accepted()).isBetween(6, 25);
        RedisView view = new RedisView(vertx, server.url());
        Await.until(
                "those before it are closed",
                PATIENCE,
                () -> view.call("CLIENT", "LIST").toString().lines().count() <= 4);
        view.close();
    }

    @Test
    void itFollowsAnAddressThatMovedThoughNobodyClosesIt() {
        EmbeddedRedis other = new EmbeddedRedis();
        connect(Duration.ofSeconds(1));
        relay.leadTo(other.port());
        RedisView view = new RedisView(vertx, other.url());
        Await.until(
                "it is on the other",
                PATIENCE,
                () -> view.call("CLIENT", "LIST").toString().contains("cmd=role"));
        view.close();
        other.close();
    }

    /** The old link is a master's still, while the address leads to a replica, or nowhere. */
    @Test
    void itStaysWhereItIsWhileTheAddressLeadsToNoMaster() {
        EmbeddedRedis replica = new EmbeddedRedis("--replicaof", "127.0.0.1", Integer.toString(server.port()));
        connect(Duration.ofMillis(500));
        for (int target : new int[] {replica.port(), Ports.free()}) {
            relay.leadTo(target);
            for (int i = 0; i < 150; i++) {
                assertThat(ask()).isTrue();
                pause(Duration.ofMillis(10));
            }
        }
        replica.close();
    }

    @Test
    void attemptsBecomeFewWhenTheConnectionIsOfNoUse() {
        RedisView view = new RedisView(vertx, server.url());
        connect(Duration.ofSeconds(50));
        view.call("REPLICAOF", "127.0.0.1", Integer.toString(Ports.free()));
        Await.until("it is noticed", PATIENCE, () -> !ask());
        int before = relay.accepted();
        long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
        while (System.nanoTime() < end) {
            assertThat(ask()).isFalse();
            pause(MOMENT);
        }
        assertThat(relay.accepted() - before).isBetween(3, 8);
        view.close();
    }

    private void connect(Duration oldest) {
        RedisSettings config =
                RedisSettings.read(SettingReader.open(Map.of("WXAUTH_REDIS_URL", relay.url()), Path.of("")));
        RedisWatch watch = RedisDoor.watch();
        Await.result(onLoop(() -> {
            pipeline = new Pipeline(HeldConnection.open(vertx, config, watch, oldest));
            return pipeline.connected();
        }));
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** Whether there was an answer. */
    private boolean ask() {
        Request question = Request.cmd(Command.GET).arg("nothing");
        return Await.result(onLoop(() -> pipeline.read(question).map(true).otherwise(false)));
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> question) {
        return Future.future(done -> loop.runOnContext(turn -> question.get().onComplete(done)));
    }
}
