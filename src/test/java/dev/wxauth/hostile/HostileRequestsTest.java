package dev.wxauth.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.SecretSearch;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ten thousand requests, each a valid one that was damaged, some behind each other on one connection. With Redis and WeChat
 * well, none of them is answered with a fault of ours, none hangs, and none leaves a trace but its line in the log.
 */
class HostileRequestsTest {
    private static final long SEED = Long.getLong("hostile.seed", 20_261_126);
    private static final int REQUESTS = 10_000;
    private static final int CLIENTS = 8;
    private static final int OF_ONE_USER = 125;
    private static final int PATIENCE_MILLIS = 8_000;
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void thereIsATemplateOfEachRoute() {
        JsonObject paths = service.http().get("/openapi.json").json().getJsonObject("paths");
        List<String> routes = templates("alice").stream().map(Template::route).toList();
        List<String> documented = paths.stream()
                .filter(path ->
                        !path.getKey().startsWith("/health") && !path.getKey().equals("/metrics"))
                .flatMap(path -> ((JsonObject) path.getValue())
                        .fieldNames().stream()
                                .filter(member ->
                                        List.of("get", "put", "post", "delete").contains(member))
                                .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        assertThat(routes).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void noneIsOurFaultAndNoneHangs() {
        SecretSearch secrets = secrets();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (LogCapture log = LogCapture.of(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
            List<CompletableFuture<Void>> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> send(number), threads))
                    .toList();
            clients.forEach(CompletableFuture::join);

            assertThat(sent.get()).isGreaterThanOrEqualTo(REQUESTS);
            assertThat(log.events()).allMatch(line -> line.getThrowableProxy() == null);
            assertThat(log.messages()).noneMatch(line -> line.startsWith("ERROR"));
            assertThat(secrets.in(log.texts())).isEmpty();
        } finally {
            threads.shutdownNow();
        }
        Await.until(
                "no connection is left but those that the well-behaved keep open",
                SOON,
                () -> gauge("wxauth_connections") <= CLIENTS + 1);
        assertThat(gauge("http_server_requests_active")).isZero();
        assertThat(service.introspect(service.login("late").getString("skey")).getBoolean("active"))
                .isTrue();
    }

    private static SecretSearch secrets() {
        SecretSearch secrets = new SecretSearch();
        secrets.add("AppSecret", TestSettings.APP_SECRET);
        secrets.add("client secret", TestSettings.CLIENT_SECRET);
        secrets.add("master key", service.setting("WXAUTH_MASTER_KEYS").substring("k1:".length()));
        return secrets;
    }

    private static double gauge(String name) {
        return Scrape.of(service).sum(name);
    }

    private static List<Template> templates(String name) {
        return Template.of(service, MiniProgram.login(service, name), name);
    }

    /** One client; users are lost by what is sent in their name, so a new one comes now and then. */
    private void send(int number) {
        Random random = new Random(SEED + number);
        Mutant mutant = new Mutant(random);
        for (int user = 0; user < REQUESTS / CLIENTS / OF_ONE_USER; user++) {
            List<Template> templates = templates("user" + number + "x" + user);
            for (int left = OF_ONE_USER; left > 0; ) {
                int together = Math.min(left, 1 + random.nextInt(3));
                left -= together;
                exchange(random, mutant, templates, together);
            }
        }
    }

    private void exchange(Random random, Mutant mutant, List<Template> templates, int together) {
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = 0; i < together; i++) {
            requests.writeBytes(mutant.of(templates.get(random.nextInt(templates.size()))));
        }
        sent.addAndGet(together);
        boolean aborts = random.nextInt(20) == 0;
        String answers = exchange(requests.toByteArray(), aborts);
        try {
            Answers.check(answers);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + SEED + ", sent:\n" + requests.toString(StandardCharsets.UTF_8), e);
        }
    }

    /** Half-closes behind the requests, so that whatever they lack never comes. */
    private static String exchange(byte[] requests, boolean aborts) {
        URI url = URI.create(service.url(0));
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (aborts) {
                socket.setSoLinger(true, 0);
            }
            socket.getOutputStream().write(requests);
            if (!aborts) {
                socket.shutdownOutput();
                socket.getInputStream().transferTo(answers);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "seed " + SEED + ", nothing more came after " + answers + " to:\n"
                            + new String(requests, StandardCharsets.UTF_8),
                    e);
        } catch (IOException e) {
            // A reset, behind an answer to what was not read: whatever came is looked at.
        }
        return answers.toString(StandardCharsets.ISO_8859_1);
    }
}
