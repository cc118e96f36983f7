package dev.wxauth.support;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Redis Cluster of three masters, each with a third of the slots, with or without a replica for each. */
public final class RedisClusterServers implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16384;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final List<Node> nodes;

    private static final class Node {
        private final int busPort = Ports.free();
        private final EmbeddedRedis server = new EmbeddedRedis(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(busPort),
                "--cluster-node-timeout",
                "1000",
                "--cluster-replica-validity-factor",
                "0",
                "--cluster-require-full-coverage",
                "no");
        private final RedisView view;

        private Node(Vertx vertx) {
            view = new RedisView(vertx, server.url());
        }

        private boolean follows() {
            return view.call("INFO", "replication").toString().contains("master_link_status:up");
        }
    }

    private RedisClusterServers(int servers) {
        nodes = Stream.generate(() -> new Node(vertx)).limit(servers).toList();
        IntStream.range(0, MASTERS).forEach(this::giveSlots);
        IntStream.range(1, servers).forEach(this::meetFirst);
        Await.until("the cluster is whole", PATIENCE, () -> nodes.stream().allMatch(this::isWhole));
    }

    /** Starts masters alone and returns when they agree that the cluster is whole. */
    public static RedisClusterServers mastersAlone() {
        return new RedisClusterServers(MASTERS);
    }

    /** Starts masters with a replica each and returns when those follow. */
    public static RedisClusterServers withReplicas() {
        RedisClusterServers cluster = new RedisClusterServers(2 * MASTERS);
        IntStream.range(0, MASTERS).forEach(cluster::followMaster);
        Await.until(
                "the replicas follow",
                PATIENCE,
                () -> cluster.nodes.stream().skip(MASTERS).allMatch(Node::follows));
        return cluster;
    }

    private void followMaster(int number) {
        String master = nodes.get(number).view.call("CLUSTER", "MYID").toString();
        nodes.get(MASTERS + number).view.call("CLUSTER", "REPLICATE", master);
    }

    /** Returns when this master's replica has all that the master has. */
    public void awaitReplica(int number) {
        Await.until(
                "the replica has everything",
                PATIENCE,
                () -> nodes.get(number).view.call("WAIT", "1", "100").toInteger() == 1);
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

    private boolean isWhole(Node node) {
        String info = node.view.call("CLUSTER", "INFO").toString();
        return info.contains("cluster_state:ok")
                && info.contains("cluster_slots_ok:" + SLOTS)
                && info.contains("cluster_known_nodes:" + nodes.size());
    }

    /** The addresses as the service wants them. */
    public String urls() {
        return nodes.stream().map(node -> node.server.url()).collect(Collectors.joining(","));
    }

    /** Looks at a master from outside. */
    public RedisView view(int number) {
        return nodes.get(number).view;
    }

    /** The replica of a master. */
    public TestRedis replica(int number) {
        return nodes.get(MASTERS + number).server;
    }

    /** A master. */
    public TestRedis server(int number) {
        return nodes.get(number).server;
    }

    /** Has the replica of a master take over, in agreement with the master. */
    public void failOver(int number) {
        nodes.get(MASTERS + number).view.call("CLUSTER", "FAILOVER");
    }

    /** Moves so many slots of a master to another one, the first ones first, keys and all, as redis-cli does. */
    public void moveSlots(int from, int to, int count) {
        IntStream.range(first(from), first(from) + count)
                .forEach(slot -> moveSlot(slot, nodes.get(from), nodes.get(to)));
    }

    private void moveSlot(int slot, Node from, Node to) {
        String source = from.view.call("CLUSTER", "MYID").toString();
        String target = to.view.call("CLUSTER", "MYID").toString();
        to.view.call("CLUSTER", "SETSLOT", Integer.toString(slot), "IMPORTING", source);
        from.view.call("CLUSTER", "SETSLOT", Integer.toString(slot), "MIGRATING", target);
        for (List<String> keys = keysIn(slot, from); !keys.isEmpty(); keys = keysIn(slot, from)) {
            from.view.call("MIGRATE", migration(keys, to));
        }
        nodes.subList(0, MASTERS)
                .forEach(node -> node.view.call("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", target));
    }

    private static List<String> keysIn(int slot, Node node) {
        return node.view.call("CLUSTER", "GETKEYSINSLOT", Integer.toString(slot), "100").stream()
                .map(Object::toString)
                .toList();
    }

    private static String[] migration(List<String> keys, Node to) {
        List<String> command =
                new ArrayList<>(List.of("127.0.0.1", Integer.toString(to.server.port()), "", "0", "5000", "KEYS"));
        command.addAll(keys);
        return command.toArray(String[]::new);
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
