package dev.wxauth.benchmark;

import dev.wxauth.support.Program;
import dev.wxauth.support.RedisView;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Users with one session each, who all have logged in, and what they cost Redis. */
final class Crowd {
    static final String HEAD = """
            | users with one session | bytes of Redis for each | sessions | session_key |
            |---|---|---|---|
            """;

    private static final int CONNECTIONS = 64;
    private static final int TOKENS = 1000;
    private static final int KEYS_OF_A_USER = 2;
    private static final int SECONDS_OF_A_RUN = 10;
    private static final int MOST_RUNS = 300;

    private final RedisView redis;
    private final String url;
    private final long emptyBytes;

    /** Begins with some who are forgotten, so that what the first cost alone is not counted. */
    Crowd(RedisView redis, Program program) {
        this.redis = redis;
        this.url = program.unchecked().url("/auth/login");
        logIn(1, "");
        redis.clear();
        this.emptyBytes = bytes();
    }

    private Wrk.Result logIn(int seconds, String keepTokens) {
        String logIn = Wrk.post(Wrk.neverAgain(), "application/json", "{\"code\":\"@\"}");
        Wrk.Result logins = Wrk.run(logIn + keepTokens, url, CONNECTIONS, Duration.ofSeconds(seconds));
        forgetCodes();
        return logins;
    }

    /** Redis does so itself, in ten minutes. */
    private void forgetCodes() {
        String cursor = "0";
        do {
            Response page = redis.call("SCAN", cursor, "MATCH", "wxauth:code:*", "COUNT", "5000");
            String[] codes = StreamSupport.stream(page.get(1).spliterator(), false)
                    .map(Response::toString)
                    .toArray(String[]::new);
            if (codes.length > 0) {
                redis.call("DEL", codes);
            }
            cursor = page.get(0).toString();
        } while (!cursor.equals("0"));
    }

    /** Has new users log in until there are so many or a few more; writes a thousand of their access tokens to a file. */
    void growTo(int users, Path tokens) {
        String keep = Wrk.keep("access_token", tokens, Math.max(1, (users - (int) size()) / TOKENS));
        double perSecond = users;
        for (int run = 0; size() < users; run++) {
            if (run == MOST_RUNS) {
                throw new IllegalStateException("logins are too slow to make " + users);
            }
            int seconds = (int) Math.max(1, Math.min(SECONDS_OF_A_RUN, (users - size()) / perSecond));
            perSecond = logIn(seconds, keep).perSecond();
        }
    }

    private long size() {
        return redis.call("DBSIZE").toLong() / KEYS_OF_A_USER;
    }

    /** Without what the connections hold: that grows with the load and not with the users. */
    private long bytes() {
        return redis.count("memory", "used_memory") - redis.count("memory", "mem_clients_normal");
    }

    /** Gives a line of the table. */
    String line() {
        String sessions = Stream.generate(() -> redis.call("RANDOMKEY").toString())
                .filter(key -> key.endsWith("}:s"))
                .findFirst()
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %d | %.0f | %s | %s |",
                size(),
                (bytes() - emptyBytes) / (double) size(),
                redis.call("MEMORY", "USAGE", sessions),
                redis.call("MEMORY", "USAGE", sessions.replaceFirst("s$", "k")));
    }
}
