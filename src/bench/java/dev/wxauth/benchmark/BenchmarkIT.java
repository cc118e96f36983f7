package dev.wxauth.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Program;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The production program beside bare Vert.x on one machine, with Redis, WeChat and the load on the same cores: only the ratios
 * say something. Prints a table and leaves it in {@code target}. {@code mvn -Pbench verify -Dit.test=BenchmarkIT}.
 */
@Tag("bench")
class BenchmarkIT {
    private static final int FEW = 64;
    private static final int MANY = 1000;
    private static final int SESSIONS = 1000;
    /** So many that none is asked about twice in a round: it would be too soon. */
    private static final int SCREENS = 200_000;

    private static final int HASTY = 200;
    private static final int TOKENS = 40_000;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    @TempDir
    private static Path directory;

    @AutoClose
    private static final EmbeddedRedis redis = new EmbeddedRedis();

    private static final Vertx vertx = Vertx.vertx();
    private static final RedisView view = new RedisView(vertx, redis.url());
    private static final Programs programs = new Programs(redis);
    private static final StringBuilder table = new StringBuilder(Comparison.HEAD);

    @BeforeAll
    static void needsALoad() {
        assumeTrue(Wrk.isInstalled(), "wrk is not installed");
    }

    @AfterAll
    static void print() throws IOException {
        vertx.close();
        Report.add(table);
        Report.draw(Chart.of(
                table.toString().lines().skip(Comparison.HEAD.lines().count()).toList()));
    }

    /** A line of the table, if it is among those that are wanted: {@code -Dbench.rows=refresh}. */
    private static void compare(Comparison comparison) {
        if (!comparison.name().matches(System.getProperty("bench.rows", ".*"))) {
            return;
        }
        String line = comparison.run(view);
        table.append(line).append('\n');
        System.out.println(line);
    }

    @Test
    void whatReads() throws IOException {
        try (Program wechat = programs.reference(References.Kind.USERS);
                Program read = programs.reference(References.Kind.READ);
                Program ours = programs.ours(wechat.port())) {
            List<JsonObject> sessions = sessions(ours.unchecked());
            Path tokens = file(sessions, session -> session.getString("access_token"));
            Path skeys = file(sessions, session -> session.getString("skey"));
            String bare = read.unchecked().url("/");
            Side least = new Side(read, bare, Wrk.post(Wrk.linesOf(tokens), FORM, "token=@"));
            String introspect = ours.unchecked().url("/auth/introspect");
            compare(new Comparison("introspect, seen", FEW, new Side(ours, introspect, least.script()), least));
            String ofSkeys = Wrk.post(Wrk.linesOf(skeys), FORM, "token=@");
            compare(new Comparison("introspect, skey", FEW, new Side(ours, introspect, ofSkeys), least));
            Side verify = new Side(ours, ours.unchecked().url("/auth/verify"), Wrk.get(Wrk.linesOf(tokens)));
            compare(new Comparison("verify", FEW, verify, least));
            String ofRefreshes = Wrk.post(Wrk.linesOf(skeys), JSON, "{\"skey\":\"@\"}");
            compare(new Comparison(
                    "refresh", FEW, new Side(ours, ours.unchecked().url("/auth/refresh"), ofRefreshes), least));
            String ofMany = Wrk.post(Wrk.linesOf(manyTokens(ours.unchecked(), sessions)), FORM, "token=@");
            compare(new Comparison("introspect, first seen", FEW, new Side(ours, introspect, ofMany), least));
        }
    }

    /**
     * Screens that wait for their users, first each as often as it may, then some as fast as they can; what they are told is
     * 400.
     */
    @Test
    void whatWaits() throws IOException {
        try (Program wechat = programs.reference(References.Kind.USERS);
                Program read = programs.reference(References.Kind.READ);
                Program ours = programs.ours(wechat.port())) {
            long before = view.count("memory", "used_memory");
            List<JsonObject> screens = devices(ours.unchecked());
            Report.add(String.format(
                    Locale.ROOT,
                    "A screen that waits: %d bytes of Redis%n",
                    (view.count("memory", "used_memory") - before) / SCREENS));
            polls("device poll", ours, read, screens);
            polls("device poll, too soon", ours, read, screens.subList(0, HASTY));
        }
    }

    private static void polls(String name, Program ours, Program read, List<JsonObject> screens) throws IOException {
        String codes = Wrk.linesOf(file(screens, begun -> begun.getString("device_code")));
        String poll = "grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=@";
        Side polls = new Side(ours, ours.unchecked().url("/auth/token"), Wrk.refused(Wrk.post(codes, FORM, poll)));
        Side least = new Side(read, read.unchecked().url("/"), Wrk.post(codes, FORM, "token=@"));
        compare(new Comparison(name, FEW, polls, least));
        compare(new Comparison(name, MANY, polls, least));
    }

    private static List<JsonObject> devices(HttpCaller http) {
        return IntStream.range(0, SCREENS)
                .parallel()
                .mapToObj(i -> http.postForm(
                        "/auth/device_authorization", "device=screen", "Authorization", ServiceExtension.client()))
                .map(Reply::json)
                .toList();
    }

    @Test
    void loginsWhereWeChatAnswersAtOnce() {
        logins(0);
    }

    @Test
    void loginsWhereWeChatTakes100Milliseconds() {
        logins(100);
    }

    private static void logins(int latency) {
        try (Program wechat = programs.reference(References.Kind.USERS, References.LATENCY, Integer.toString(latency));
                Program login =
                        programs.reference(References.Kind.LOGIN, References.WECHAT, Integer.toString(wechat.port()));
                Program ours = programs.ours(wechat.port())) {
            for (int connections : new int[] {FEW, MANY}) {
                String script = Wrk.post(Wrk.neverAgain(), JSON, "{\"code\":\"@\"}");
                String anotherScript = Wrk.post(Wrk.neverAgain(), JSON, "{\"code\":\"@\"}");
                compare(new Comparison(
                        "login, WeChat " + latency + " ms",
                        connections,
                        new Side(ours, ours.unchecked().url("/auth/login"), script),
                        new Side(login, login.unchecked().url("/"), anotherScript)));
                view.clear();
            }
        }
    }

    /** Each has rotated once, so that what it presents from now on is its newest skey. */
    private static List<JsonObject> sessions(HttpCaller http) {
        return IntStream.range(0, SESSIONS)
                .mapToObj(i -> http.postJson("/auth/login", new JsonObject().put("code", "session-" + i)))
                .map(login -> refresh(http, login.json()))
                .toList();
    }

    private static JsonObject refresh(HttpCaller http, JsonObject session) {
        Reply reply = http.postJson("/auth/refresh", new JsonObject().put("skey", session.getString("skey")));
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    /** More than are remembered, so that nearly each comes as if for the first time. */
    private static Path manyTokens(HttpCaller http, List<JsonObject> sessions) throws IOException {
        List<JsonObject> many = IntStream.range(0, TOKENS)
                .parallel()
                .mapToObj(i -> refresh(http, sessions.get(i % sessions.size())))
                .toList();
        return file(many, session -> session.getString("access_token"));
    }

    private static Path file(List<JsonObject> sessions, Function<JsonObject, String> value) throws IOException {
        return Files.write(
                Files.createTempFile(directory, "values", ".txt"),
                sessions.stream().map(value).toList());
    }
}
