package dev.wxauth.support;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Redis Cluster of three masters without replicas, each with a third of the slots. */
public final class RedisClusterServers implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16384;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final List<Node> nodes =
            Stream.generate(() -> new Node(vertx)).limit(MASTERS).toList();

    private static final class Node {
        private final int busPort = Ports.free();
        private final EmbeddedRedis server = new EmbeddedRedis(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(busPort),
                "--cluster-node-timeout",
                "1000",
                "--cluster-require-full-coverage",
                "no");
        private final RedisView view;

        private Node(Vertx vertx) {
            view = new RedisView(vertx, server.url());
        }
    }

    /** Starts the servers and returns when they agree that the cluster is whole. */
    public RedisClusterServers() {
        IntStream.range(0, MASTERS).forEach(this::giveSlots);
        IntStream.range(1, MASTERS).forEach(this::meetFirst);
        Eventually.holds("the cluster is whole", PATIENCE, () -> nodes.stream().allMatch(RedisClusterServers::isWhole));
    }

    private void giveSlots(int number) {
        RedisView view = nodes.get(number).view;
        view.call("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(number + 1));
        view.call("CLUSTER", "ADDSLOTSRANGE", Integer.toString(first(number)), Integer.toString(first(number + 1) - 1));
    }

    private static int first(int number) {
        return number * SLOTS / MASTERS;
    }

    private void meetFirst(int number) {
        Node first = nodes.get(0);
        nodes.get(number)
                .view
                .call(
                        "CLUSTER",
                        "MEET",
                        "127.0.0.1",
                        Integer.toString(first.server.port()),
                        Integer.toString(first.busPort));
    }

    private static boolean isWhole(Node node) {
        String info = node.view.call("CLUSTER", "INFO").toString();
        return info.contains("cluster_state:ok")
                && info.contains("cluster_slots_ok:" + SLOTS)
                && info.contains("cluster_known_nodes:" + MASTERS);
    }

    /** The addresses as the service wants them. */
    public String urls() {
        return nodes.stream().map(node -> node.server.url()).collect(Collectors.joining(","));
    }

    /** A master. */
    public TestRedis server(int number) {
        return nodes.get(number).server;
    }

    /** Which master holds this key. */
    public int owner(String key) {
        int slot = nodes.get(0).view.call("CLUSTER", "KEYSLOT", key).toInteger();
        return IntStream.range(0, MASTERS)
                .filter(number -> slot < first(number + 1))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.server.close());
        Await.result(vertx.close());
    }
}
