package dev.wxauth.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Another way to serve an operation, and the share of the bare server's throughput that it reached. The benchmark does not
 * run it: these are from runs of 2026-11 on two cores and JDK 25, in turns with such bare servers.
 *
 * @param operation the row of the chart that it is to be compared with
 * @param name what it is
 * @param share of the bare server's requests a second
 */
record Peer(String operation, String name, double share) {
    private static final String SEEN = "introspect, seen, 64";

    private static final List<Peer> ALL = List.of(
            new Peer(SEEN, "Sa-Token on Spring Boot, Redis", 0.22),
            new Peer(SEEN, "Spring Authorization Server", 0.16),
            new Peer(SEEN, "oidc-provider", 0.16),
            new Peer(SEEN, "Keycloak", 0.11),
            new Peer("login, WeChat 100 ms, 1000", "WxJava on Spring Boot", 0.28),
            new Peer("login, WeChat 0 ms, 64", "WxJava on Spring Boot", 0.38));

    /** Those who serve the operation of a row. */
    static Stream<Peer> of(String operation) {
        return ALL.stream().filter(peer -> peer.operation.equals(operation));
    }

    /** Its share, as the chart says it. */
    String text() {
        return String.format(Locale.ROOT, "%.2f *", share);
    }
}
