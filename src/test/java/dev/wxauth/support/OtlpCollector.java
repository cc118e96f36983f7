package dev.wxauth.support;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes spans by OTLP over HTTP, as collectors do, and keeps every byte that came. */
public final class OtlpCollector implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(OtlpCollector::daemon);
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile boolean hangs;

    private OtlpCollector(HttpServer server) {
        this.server = server;
    }

    /** One that listens already. */
    public static OtlpCollector start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            OtlpCollector collector = new OtlpCollector(server);
            server.createContext("/", collector::take);
            server.setExecutor(collector.threads);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "otlp-collector");
        thread.setDaemon(true);
        return thread;
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        paths.add(exchange.getRequestURI().toString());
        headers.add(Map.copyOf(exchange.getRequestHeaders()));
        bodies.add(body);
        if (!hangs) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers with this status from now on. */
    public void answer(int with) {
        hangs = false;
        status = with;
    }

    /** Answers nothing from now on. */
    public void hang() {
        hangs = true;
    }

    /** Forgets what came. */
    public void forget() {
        paths.clear();
        headers.clear();
        bodies.clear();
    }

    /** Which paths were asked for. */
    public List<String> paths() {
        return paths;
    }

    /** The headers of each request. */
    public List<Map<String, List<String>>> headers() {
        return headers;
    }

    /** All that came, byte for byte. */
    public List<String> bytes() {
        return bodies.stream()
                .map(body -> new String(body, StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** The spans that came. */
    public List<Span> spans() {
        return resources()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** The spans of one trace. */
    public List<Span> spansOf(String traceId) {
        return spans().stream()
                .filter(span -> hex(span.getTraceId()).equals(traceId))
                .toList();
    }

    /** The spans of one trace, when its request has been answered: that span comes last. */
    public List<Span> awaitTrace(String traceId) {
        awaitRequests(traceId, 1);
        return spansOf(traceId);
    }

    /** The span of the one request of a trace. */
    public Span awaitRequest(String traceId) {
        awaitRequests(traceId, 1);
        List<Span> requests = requestsOf(traceId);
        if (requests.size() > 1) {
            throw new IllegalStateException(requests.size() + " requests in one trace");
        }
        return requests.get(0);
    }

    /** Waits for the spans of so many requests of a trace. */
    public void awaitRequests(String traceId, int count) {
        Await.until("the spans of requests", PATIENCE, () -> requestsOf(traceId).size() >= count);
    }

    private List<Span> requestsOf(String traceId) {
        return spansOf(traceId).stream()
                .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .toList();
    }

    /** What the sender says of itself. */
    public Map<String, String> resource() {
        return attributes(resources()
                .reduce((first, last) -> last)
                .orElseThrow()
                .getResource()
                .getAttributesList());
    }

    /** What a span says. */
    public static Map<String, String> attributes(Span span) {
        return attributes(span.getAttributesList());
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, OtlpCollector::text));
    }

    private static String text(KeyValue attribute) {
        return attribute.getValue().hasIntValue()
                ? Long.toString(attribute.getValue().getIntValue())
                : attribute.getValue().getStringValue();
    }

    /** An id as it is written. */
    public static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private Stream<ResourceSpans> resources() {
        return bodies.stream().map(OtlpCollector::parsed).flatMap(request -> request.getResourceSpansList().stream());
    }

    private static ExportTraceServiceRequest parsed(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
