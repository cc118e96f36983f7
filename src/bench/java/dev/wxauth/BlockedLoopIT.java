package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Program;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No event loop waits for anything: Vert.x' own watchdog, at 50 ms, has nothing to say under load. A benchmark, because on
 * a busy machine the system itself may take a thread off its core for as long: {@code mvn verify -Pbench}.
 */
@Tag("bench")
class BlockedLoopIT {
    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration LOAD = Duration.ofSeconds(6);
    private static final String WARNING = "has been blocked";

    @Test
    void noEventLoopBlocksUnderLoad() throws Exception {
        try (Neighbours neighbours = new Neighbours()) {
            WeChatSimulator wechat = neighbours.wechat();
            Map<String, String> settings = neighbours.settings();
            try (Program program = Program.serve(
                    settings,
                    "-Dvertx.options.maxEventLoopExecuteTime=50000000",
                    "-Dvertx.options.blockedThreadCheckInterval=20")) {
                HttpCaller http = program.unchecked();
                load(http, wechat, WARM_UP);
                long before = warnings(program);
                long done = load(http, wechat, LOAD);
                assertThat(done).isGreaterThan(CONNECTIONS);
                assertThat(warnings(program) - before).isZero();
            }
        }
    }

    private static long warnings(Program program) {
        return program.lines().stream().filter(line -> line.contains(WARNING)).count();
    }

    private static long load(HttpCaller http, WeChatSimulator wechat, Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        ExecutorService callers = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Integer>> tasks = Stream.<Callable<Integer>>generate(() -> () -> use(http, wechat, end))
                    .limit(CONNECTIONS)
                    .toList();
            long done = 0;
            for (Future<Integer> caller : callers.invokeAll(tasks)) {
                done += caller.get();
            }
            return done;
        } finally {
            callers.shutdownNow();
        }
    }

    /** Logs in, asks about the token, refreshes, logs out, and again. */
    private static int use(HttpCaller http, WeChatSimulator wechat, long end) {
        int rounds = 0;
        while (System.nanoTime() < end) {
            String user = Thread.currentThread().getName() + rounds;
            JsonObject code = new JsonObject().put("code", wechat.code(TestSettings.APPID, user));
            JsonObject login = http.postJson("/auth/login", code).json();
            String token = HttpCaller.form("token", login.getString("access_token"));
            for (int i = 0; i < 10; i++) {
                assertThat(http.postForm("/auth/introspect", token, "Authorization", ServiceExtension.client())
                                .status())
                        .isEqualTo(200);
            }
            JsonObject skey = new JsonObject().put("skey", login.getString("skey"));
            assertThat(http.postJson("/auth/refresh", skey).status()).isEqualTo(200);
            assertThat(http.postJson("/auth/logout", skey).status()).isEqualTo(204);
            rounds++;
        }
        return rounds;
    }
}
