package dev.wxauth.support;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Logins at a steady rate, whatever becomes of them: who cannot be served does not slow the others down, as with real users.
 *
 * @param results one for each login, in the order in which they were sent
 */
public record LoginLoad(List<Result> results) {
    /** One login and its answer. */
    public record Result(String code, Reply reply) {}

    private record Sent(String code, CompletableFuture<Reply> reply) {
        private Result result() {
            return new Result(code, reply.join());
        }
    }

    /**
     * Sends logins, and waits for all of their answers.
     *
     * @param codes gives the code of the login with this number
     */
    public static LoginLoad run(HttpCaller http, LongFunction<String> codes, double perSecond, Duration duration) {
        long begin = System.nanoTime();
        long count = Math.round(perSecond * duration.toMillis() / 1000);
        List<Sent> sent = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            String code = codes.apply(i);
            pauseUntil(begin + Math.round(i * 1e9 / perSecond));
            sent.add(new Sent(code, login(http, code)));
        }
        return new LoginLoad(sent.stream().map(Sent::result).toList());
    }

    private static CompletableFuture<Reply> login(HttpCaller http, String code) {
        String body = new JsonObject().put("code", code).encode();
        return http.start("POST", "/auth/login", body, "Content-Type", "application/json");
    }

    private static void pauseUntil(long nanos) {
        while (System.nanoTime() < nanos) {
            LockSupport.parkNanos(nanos - System.nanoTime());
        }
    }

    /** The answers with this status. */
    public List<Result> with(int status) {
        return results.stream()
                .filter(result -> result.reply().status() == status)
                .toList();
    }

    /** How many answers there were of each status. */
    public Map<Integer, Long> statuses() {
        return results.stream()
                .collect(Collectors.groupingBy(result -> result.reply().status(), Collectors.counting()));
    }
}
