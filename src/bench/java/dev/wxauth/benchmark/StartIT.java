package dev.wxauth.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Program;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long the production program takes from its start to ready, beside bare Vert.x to its first answer, and how long the
 * first requests of a process take beside later ones. Medians over some starts, in turns. Adds its table to that of the others
 * in {@code target}. {@code mvn -Pbench verify -Dit.test=StartIT}.
 */
@Tag("bench")
class StartIT {
    private static final int STARTS = Integer.getInteger("bench.starts", 5);
    private static final int REQUESTS = 1000;
    private static final int LAST = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AutoClose
    private static final EmbeddedRedis redis = new EmbeddedRedis();

    private static final Programs programs = new Programs(redis);

    /** What one start was like, in milliseconds; of the requests the first, the second, and a later one. */
    private record Start(double bare, double ready, List<Double> logins, List<Double> introspections) {}

    @Test
    void firstRequests() throws IOException {
        List<Start> starts = new ArrayList<>();
        try (Program wechat = programs.reference(References.Kind.USERS)) {
            for (int i = 0; i < STARTS; i++) {
                starts.add(start(wechat.port()));
            }
        }
        Report.add(table(starts));
    }

    private static Start start(int wechat) {
        double bare = bare();
        Map<String, String> settings = programs.settings(wechat);
        List<String> tokens = new ArrayList<>();
        double ready;
        List<Double> logins;
        long began = System.nanoTime();
        try (Program ours = Program.start(settings)) {
            ready = whenReady(ours, began);
            HttpCaller http = ours.unchecked();
            logins = times(() -> tokens.add(login(http).getString("access_token")));
        }
        try (Program ours = Program.start(settings)) {
            whenReady(ours, System.nanoTime());
            HttpCaller http = ours.unchecked();
            return new Start(bare, ready, logins, times(() -> introspect(http, tokens.remove(tokens.size() - 1))));
        }
    }

    private static double bare() {
        long began = System.nanoTime();
        try (Program read = programs.begin(References.Kind.READ)) {
            HttpCaller http = read.unchecked();
            Await.until("it answers", PATIENCE, () -> answers(() -> http.postForm("/", "token=x")));
            return millis(began);
        }
    }

    private static double whenReady(Program ours, long began) {
        HttpCaller management = ours.management();
        Await.until("it is ready", PATIENCE, () -> answers(() -> management.get("/health/ready")));
        return millis(began);
    }

    private static boolean answers(Supplier<Reply> question) {
        try {
            return question.get().status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static List<Double> times(Runnable request) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            long began = System.nanoTime();
            request.run();
            times.add(millis(began));
        }
        return times;
    }

    private static JsonObject login(HttpCaller http) {
        Reply reply = http.postJson(
                "/auth/login", new JsonObject().put("code", UUID.randomUUID().toString()));
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    private static void introspect(HttpCaller http, String token) {
        Reply reply = http.postForm("/auth/introspect", "token=" + token, "Authorization", ServiceExtension.client());
        assertThat(reply.status()).isEqualTo(200);
    }

    private static double millis(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static String table(List<Start> starts) {
        double ready = median(starts, Start::ready);
        return String.format(Locale.ROOT, """

                        | start | ms | of the reference's |
                        |---|---|---|
                        | to ready (bare Vert.x: to its first answer) | %.0f | %.2f |

                        | requests after ready | first, ms | second | tenth | thousandth | first / thousandth |
                        |---|---|---|---|---|---|
                        """, ready, median(starts, start -> start.ready / start.bare))
                + line("login", starts, Start::logins)
                + line("introspect", starts, Start::introspections);
    }

    /** One request says little: the thousandth is the median of the last fifty. */
    private static String line(String name, List<Start> starts, Function<Start, List<Double>> times) {
        double first = median(starts, start -> times.apply(start).get(0));
        double thousandth = median(starts, start -> middle(times.apply(start).subList(REQUESTS - LAST, REQUESTS)));
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                first,
                median(starts, start -> times.apply(start).get(1)),
                median(starts, start -> times.apply(start).get(9)),
                thousandth,
                first / thousandth);
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        return middle(starts.stream().map(figure::applyAsDouble).toList());
    }

    private static double middle(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
