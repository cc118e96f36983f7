package dev.wxauth.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.Program;
import dev.wxauth.support.RedisView;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user with one session costs Redis, and whether an introspection takes longer where there are many: at 1 thousand,
 * at 100 thousand and, with {@code -Dbench.most=1000000}, at 1 million. {@code mvn -Pbench verify -Dit.test=MemoryIT}.
 */
@Tag("bench")
class MemoryIT {
    private static final int CONNECTIONS = 64;
    private static final int MOST = Integer.getInteger("bench.most", 100_000);

    @TempDir
    private static Path directory;

    @AutoClose
    private static final EmbeddedRedis redis = new EmbeddedRedis();

    @AutoClose("close")
    private static final Vertx vertx = Vertx.vertx();

    private static final RedisView view = new RedisView(vertx, redis.url());
    private static final Programs programs = new Programs(redis);

    @Test
    void manyUsers() throws IOException {
        assumeTrue(Wrk.isInstalled(), "wrk is not installed");
        StringBuilder memory = new StringBuilder(Crowd.HEAD);
        StringBuilder speed = new StringBuilder(Comparison.HEAD);
        try (Program wechat = programs.reference(References.Kind.USERS);
                Program read = programs.reference(References.Kind.READ);
                Program ours = programs.ours(wechat.port())) {
            Crowd crowd = new Crowd(view, ours);
            for (int size : sizes()) {
                Path tokens = directory.resolve("tokens" + size);
                crowd.growTo(size, tokens);
                memory.append(crowd.line()).append('\n');
                speed.append(introspect(size, ours, read, tokens).run(view)).append('\n');
            }
        }
        Report.add(memory);
        Report.add(speed);
    }

    private static List<Integer> sizes() {
        return IntStream.of(1_000, 100_000, 1_000_000)
                .filter(size -> size <= MOST)
                .boxed()
                .toList();
    }

    private static Comparison introspect(int users, Program ours, Program read, Path tokens) {
        String script = Wrk.post(Wrk.linesOf(tokens), "application/x-www-form-urlencoded", "token=@");
        return new Comparison(
                "introspect, of " + users + " users",
                CONNECTIONS,
                new Side(ours, ours.unchecked().url("/auth/introspect"), script),
                new Side(read, read.unchecked().url("/"), script));
    }
}
