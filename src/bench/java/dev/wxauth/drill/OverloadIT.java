package dev.wxauth.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.LoginLoad;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Program;
import dev.wxauth.support.Reply;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More than a pod can take: nothing stays of it, and whom it does not concern does not notice. {@code mvn verify -Pbench}. */
@Tag("bench")
class OverloadIT {
    private static final int BURST = 50_000;
    private static final int AT_ONCE = 4;
    private static final int MOST_FILES_MORE = 10;
    private static final long MOST_BYTES_MORE = 8_000_000;
    private static final Duration SETTLED = Duration.ofSeconds(12);
    private static final Duration HANGS = Duration.ofSeconds(60);
    private static final int CONCURRENCY = 100;
    private static final int FEW = 5;
    private static final int MINUTES = Integer.getInteger("bench.minutes", 10);

    @Test
    void aBurstOfAbortedConnectionsLeavesNothingBehind() {
        try (Neighbours neighbours = new Neighbours();
                Program program = Program.serve(neighbours.settings(), "-Xmx256m")) {
            burst(program.port(), BURST / 10);
            LockSupport.parkNanos(SETTLED.toNanos());
            int files = program.openFiles();
            long heap = program.liveHeap();
            burst(program.port(), BURST);
            LockSupport.parkNanos(SETTLED.toNanos());
            System.out.printf(
                    "DRILL %d aborted connections: files %d before, %d after; live heap %d before, %d after%n",
                    BURST, files, program.openFiles(), heap, program.liveHeap());
            assertThat(program.openFiles()).isLessThan(files + MOST_FILES_MORE);
            assertThat(program.liveHeap()).isLessThan(heap + MOST_BYTES_MORE);
            assertThat(program.unchecked().get("/.well-known/jwks.json").status())
                    .isEqualTo(200);
        }
    }

    /** For {@code -Dbench.minutes} (10): what a pod holds, minute by minute, and that it does not grow after the third. */
    @Test
    void tenTimesTheCapacityForMinutesGrowsNothing() {
        try (Neighbours neighbours = new Neighbours()) {
            Map<String, String> settings = neighbours.settings();
            settings.put("WXAUTH_WECHAT_CONCURRENCY", Integer.toString(FEW));
            neighbours.wechat().trouble(Trouble.latency(Duration.ofMillis(100)));
            try (Program program = Program.serve(settings, "-Xmx256m")) {
                List<Long> heaps = new ArrayList<>();
                List<Long> resident = new ArrayList<>();
                for (int minute = 1; minute <= MINUTES; minute++) {
                    String prefix = "minute" + minute + "user";
                    LoginLoad load = LoginLoad.run(
                            program.unchecked(),
                            i -> neighbours.wechat().code(TestSettings.APPID, prefix + i),
                            10.0 * FEW * 10,
                            Duration.ofMinutes(1));
                    resident.add(program.residentBytes());
                    heaps.add(program.liveHeap());
                    System.out.printf(
                            "DRILL ten times the capacity, minute %d: %s; live heap %d, resident %d%n",
                            minute, load.statuses(), heaps.get(minute - 1), resident.get(minute - 1));
                }
                int last = MINUTES - 1;
                assertThat(heaps.get(last)).isLessThan(heaps.get(Math.min(2, last)) + MOST_BYTES_MORE);
                assertThat(resident.get(last)).isLessThan(resident.get(Math.min(2, last)) + 4 * MOST_BYTES_MORE);
            }
        }
    }

    private static void burst(int port, int connections) {
        IntStream.range(0, AT_ONCE)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> abort(port, connections / AT_ONCE)))
                .toList()
                .forEach(CompletableFuture::join);
    }

    /** Each by a reset, so that the system keeps nothing of it either. */
    private static void abort(int port, int connections) {
        for (int i = 0; i < connections; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoLinger(true, 0);
                if (i % 2 == 0) {
                    socket.getOutputStream()
                            .write("POST /auth/login HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aWeChatThatHangsUnderTenTimesTheLoadIsNoticedByLoginsAlone() {
        try (Neighbours neighbours = new Neighbours()) {
            Map<String, String> settings = neighbours.settings();
            settings.put("WXAUTH_WECHAT_CONCURRENCY", Integer.toString(CONCURRENCY));
            try (Program program = Program.serve(settings)) {
                HttpCaller http = program.unchecked();
                List<JsonObject> sessions = new ArrayList<>();
                IntStream.range(0, 200)
                        .mapToObj(i -> http.postJson(
                                        "/auth/login",
                                        new JsonObject()
                                                .put("code", neighbours.wechat().code(TestSettings.APPID, "user" + i)))
                                .json())
                        .forEach(sessions::add);
                List<Long> quiet = ask(http, sessions, Duration.ofSeconds(15));
                neighbours.wechat().trouble(Trouble.silence());
                double rate = 10.0 * CONCURRENCY / 4;
                CompletableFuture<LoginLoad> load = CompletableFuture.supplyAsync(() -> LoginLoad.run(
                        http, i -> neighbours.wechat().code(TestSettings.APPID, "more" + i), rate, HANGS));
                List<Long> meanwhile = ask(http, sessions, HANGS);
                System.out.printf(
                        "DRILL WeChat hangs under %.0f logins a second: %s; others: %d requests, p99 %d ms beside %d ms%n",
                        rate, load.join().statuses(), meanwhile.size(), p99(meanwhile), p99(quiet));
            }
        }
    }

    /** All but logins, some fifty a second; every answer must be good. Gives how long each took, in milliseconds, and keeps the sessions' newest skeys. */
    private static List<Long> ask(HttpCaller http, List<JsonObject> sessions, Duration duration) {
        SessionCaller caller = new SessionCaller(http);
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + duration.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            JsonObject session = sessions.get(i % sessions.size());
            time(times, () -> caller.introspect(session.getString("access_token")));
            time(times, () -> caller.verify(session.getString("access_token")));
            Reply refreshed = time(times, () -> caller.refresh(session.getString("skey")));
            sessions.set(i % sessions.size(), refreshed.json());
            LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
        }
        return times;
    }

    private static Reply time(List<Long> times, Supplier<Reply> question) {
        long asked = System.nanoTime();
        Reply reply = question.get();
        times.add(Duration.ofNanos(System.nanoTime() - asked).toMillis());
        assertThat(reply.status()).isEqualTo(200);
        return reply;
    }

    private static long p99(List<Long> times) {
        return times.stream()
                .sorted()
                .skip(times.size() * 99L / 100)
                .findFirst()
                .orElseThrow();
    }
}
