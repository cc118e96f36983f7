package dev.wxauth.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.drill.Drill.Outcome;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.Program;
import dev.wxauth.support.RedisClusterServers;
import dev.wxauth.support.RedisRelay;
import dev.wxauth.support.RedisSentinelServers;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.TestSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Redis is killed, frozen, demoted, filled, made read-only, slowed down, restarted and emptied under two pods with light
 * traffic: nobody is ever told more than 503, and what was promised stays. {@code mvn verify -Pbench}.
 */
@Tag("bench")
class RedisDrillIT {
    /** Nothing worse than 503; whose session Redis has lost is told so (400, 401), and never that it is alive. */
    private static final Set<Integer> ANSWERS = Set.of(200, 204, 400, 401, 503);

    private static final Duration A_WHILE = Duration.ofSeconds(6);
    private static final Duration SOON = Duration.ofSeconds(10);

    private Vertx vertx;
    private WeChatSimulator wechat;
    private List<Program> pods = List.of();

    private static void nothing() {
        // What was done stays done.
    }

    @BeforeEach
    void startWeChat() {
        vertx = Vertx.vertx();
        wechat = Await.result(WeChatSimulator.start(vertx, 0));
        wechat.app(TestSettings.APPID, TestSettings.APP_SECRET);
    }

    @AfterEach
    void stop() {
        pods.forEach(Program::close);
        Await.result(vertx.close());
    }

    private Drill drill(String name, String type, String url, int waitReplicas) {
        Map<String, String> first = TestSettings.create(url, wechat.url());
        first.put("WXAUTH_REDIS_TYPE", type);
        first.put("WXAUTH_REDIS_WAIT_REPLICAS", Integer.toString(waitReplicas));
        pods = Drill.pods(Drill.withPorts(first), Drill.withPorts(first), wechat);
        return new Drill(name, pods, wechat);
    }

    private static void assertWell(Outcome outcome) {
        assertServedOrTold(outcome);
        assertThat(outcome.lostLogins()).isZero();
        assertThat(outcome.lostEnds()).isZero();
    }

    /** Where a master is lost that no replica was waited for, Redis itself may lose what it had promised. */
    private static void assertServedOrTold(Outcome outcome) {
        Drill.assertOnly(outcome, ANSWERS);
        assertThat(outcome.wellAfter()).isLessThan(SOON);
    }

    @Test
    void oneServerIsKilledAndStartedAgainWithItsFile() {
        try (EmbeddedRedis redis = new EmbeddedRedis("--appendonly", "yes", "--appendfsync", "always")) {
            assertWell(drill("killed, with an append-only file", "standalone", redis.url(), 0)
                    .run(redis::stop, A_WHILE, redis::start));
        }
    }

    @Test
    void oneServerIsFrozen() {
        try (EmbeddedRedis redis = new EmbeddedRedis()) {
            assertWell(drill("frozen", "standalone", redis.url(), 0).run(redis::freeze, A_WHILE, redis::thaw));
        }
    }

    @Test
    void oneServerIsEmptied() {
        try (EmbeddedRedis redis = new EmbeddedRedis()) {
            RedisView view = new RedisView(vertx, redis.url());
            Outcome outcome = drill("emptied", "standalone", redis.url(), 0)
                    .run(() -> view.call("FLUSHALL"), A_WHILE, RedisDrillIT::nothing);
            Drill.assertOnly(outcome, ANSWERS);
            assertThat(outcome.lostEnds()).isZero();
        }
    }

    @Test
    void oneServerIsFull() {
        try (EmbeddedRedis redis = new EmbeddedRedis("--maxmemory-policy", "noeviction")) {
            RedisView view = new RedisView(vertx, redis.url());
            assertWell(drill("full (OOM)", "standalone", redis.url(), 0)
                    .run(
                            () -> view.call("CONFIG", "SET", "maxmemory", "1"),
                            A_WHILE,
                            () -> view.call("CONFIG", "SET", "maxmemory", "0")));
        }
    }

    @Test
    void oneServerCannotSave() {
        try (EmbeddedRedis redis = new EmbeddedRedis("--min-replicas-max-lag", "1")) {
            RedisView view = new RedisView(vertx, redis.url());
            assertWell(drill("without its replicas (NOREPLICAS)", "standalone", redis.url(), 0)
                    .run(
                            () -> view.call("CONFIG", "SET", "min-replicas-to-write", "1"),
                            A_WHILE,
                            () -> view.call("CONFIG", "SET", "min-replicas-to-write", "0")));
        }
    }

    @Test
    void oneServerIsMadeAReplica() {
        try (EmbeddedRedis redis = new EmbeddedRedis()) {
            RedisView view = new RedisView(vertx, redis.url());
            assertWell(drill("read-only (a replica)", "standalone", redis.url(), 0)
                    .run(
                            () -> view.call("REPLICAOF", "127.0.0.1", "1"),
                            A_WHILE,
                            () -> view.call("REPLICAOF", "NO", "ONE")));
        }
    }

    @Test
    void oneServerIsSlow() {
        try (EmbeddedRedis redis = new EmbeddedRedis();
                RedisRelay relay = new RedisRelay(redis.port())) {
            Outcome outcome = drill("slow, 300 ms an answer", "standalone", relay.url(), 0)
                    .run(() -> relay.delay(Duration.ofMillis(300)), A_WHILE, () -> relay.delay(Duration.ZERO));
            assertWell(outcome);
            assertThat(outcome.badFor()).as("slow is not away").isZero();
        }
    }

    @Test
    void sentinelsMakeAnotherMaster() {
        try (RedisSentinelServers sentinels = new RedisSentinelServers()) {
            Drill drill = drill("sentinel: the master is killed, WAIT_REPLICAS=1", "sentinel", sentinels.urls(), 1);
            Outcome outcome = drill.run(
                    () -> {
                        sentinels.firstMaster().stop();
                        sentinels.awaitFailover();
                    },
                    A_WHILE,
                    sentinels.firstMaster()::start);
            assertServedOrTold(outcome);
            assertThat(outcome.lostEnds()).isZero();
        }
    }

    @Test
    void sentinelsMakeAnotherMasterThatNobodyWaitedFor() {
        try (RedisSentinelServers sentinels = new RedisSentinelServers()) {
            assertServedOrTold(drill("sentinel: the master is killed", "sentinel", sentinels.urls(), 0)
                    .run(sentinels.firstMaster()::stop, Duration.ZERO, sentinels::awaitFailover));
        }
    }

    @Test
    void sentinelsAreTold() {
        try (RedisSentinelServers sentinels = new RedisSentinelServers()) {
            assertServedOrTold(drill("sentinel: SENTINEL FAILOVER, WAIT_REPLICAS=1", "sentinel", sentinels.urls(), 1)
                    .run(sentinels::failOver, A_WHILE, RedisDrillIT::nothing));
        }
    }

    @Test
    void sentinelsFindTheMasterFrozen() {
        try (RedisSentinelServers sentinels = new RedisSentinelServers()) {
            assertServedOrTold(drill("sentinel: the master is frozen", "sentinel", sentinels.urls(), 0)
                    .run(
                            () -> {
                                sentinels.firstMaster().freeze();
                                sentinels.awaitFailover();
                            },
                            A_WHILE,
                            sentinels.firstMaster()::thaw));
        }
    }

    @Test
    void aMasterOfAClusterIsKilled() {
        try (RedisClusterServers cluster = RedisClusterServers.withReplicas()) {
            assertServedOrTold(drill("cluster: a master is killed", "cluster", cluster.urls(), 0)
                    .run(() -> cluster.server(0).stop(), A_WHILE, RedisDrillIT::nothing));
        }
    }

    @Test
    void aMasterOfAClusterIsFrozen() {
        try (RedisClusterServers cluster = RedisClusterServers.withReplicas()) {
            assertServedOrTold(drill("cluster: a master is frozen", "cluster", cluster.urls(), 0)
                    .run(
                            () -> cluster.server(0).freeze(),
                            A_WHILE,
                            () -> cluster.server(0).thaw()));
        }
    }

    @Test
    void aReplicaOfAClusterIsPutInCharge() {
        try (RedisClusterServers cluster = RedisClusterServers.withReplicas()) {
            assertWell(drill("cluster: CLUSTER FAILOVER of all three, WAIT_REPLICAS=1", "cluster", cluster.urls(), 1)
                    .run(() -> IntStream.range(0, 3).forEach(cluster::failOver), A_WHILE, RedisDrillIT::nothing));
        }
    }

    @Test
    void slotsOfAClusterMoveOn() {
        try (RedisClusterServers cluster = RedisClusterServers.mastersAlone()) {
            assertWell(drill("cluster: 2000 slots move to another master", "cluster", cluster.urls(), 0)
                    .run(() -> cluster.moveSlots(0, 1, 2000), Duration.ZERO, RedisDrillIT::nothing));
        }
    }
}
