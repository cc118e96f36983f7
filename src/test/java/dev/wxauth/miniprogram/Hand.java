package dev.wxauth.miniprogram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.StoredSessions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a test in Node cannot do by itself, for tests that know their users and sessions:
 *
 * <ul>
 *   <li>{@code /age?openid=...&session=...&seconds=...} lets time pass for a session
 *   <li>{@code /audit?event=...&session=...} counts the lines about a session
 *   <li>{@code /block?user=...} has WeChat refuse a user
 *   <li>{@code /rotate?user=...&appid=...} has WeChat change a user's session_key
 * </ul>
 */
final class Hand implements AutoCloseable {
    private final ServiceExtension service;
    private final StoredSessions stored;
    private final AuditTrail audit = new AuditTrail();
    private final HttpServer server;

    Hand(ServiceExtension service) {
        this.service = service;
        this.stored = new StoredSessions(service.redisView());
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String answer = answer(exchange.getRequestURI().getPath(), query(exchange));
            // As a header: this server sends a body in a packet of its own, which waits for the first one's receipt.
            exchange.getResponseHeaders().set("Answer", answer);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private String answer(String path, Map<String, String> query) {
        switch (path) {
            case "/age" ->
                stored.age(
                        new JsonObject().put("openid", query.get("openid")).put("session_id", query.get("session")),
                        Duration.ofSeconds(Long.parseLong(query.get("seconds"))));
            case "/block" -> service.wechat().block(query.get("user"));
            case "/rotate" -> service.wechat().rotateSessionKey(query.get("appid"), query.get("user"));
            default -> {
                return Long.toString(audit.lines(query.get("event")).stream()
                        .filter(line -> line.containsValue(query.get("session")))
                        .count());
            }
        }
        return "done";
    }

    @Override
    public void close() {
        server.stop(0);
        audit.close();
    }
}
