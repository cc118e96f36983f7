package dev.wxauth.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The access_tokens of all apps, with the overlap rules of section 2.1 of the WeChat page. The tokens of the two
 * endpoints do not disturb each other. Safe for use by many threads.
 */
public final class AccessTokens {

    private static final Duration LIFE = Duration.ofHours(2);
    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final Duration BETWEEN_FORCED = Duration.ofSeconds(30);
    private static final int FORCED_A_DAY = 20;

    private final InstantSource clock;
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<String, Token> latest = new HashMap<>();
    private final Map<String, Token> latestStable = new HashMap<>();
    private final Map<String, List<Instant>> forced = new HashMap<>();
    private final Map<String, Integer> fetches = new HashMap<>();

    AccessTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** GET /cgi-bin/token: a new token each time, after which the one before lives for five more minutes. */
    synchronized JsonObject fetch(String appid) {
        Instant now = clock.instant();
        Token before = latest.get(appid);
        if (before != null) {
            before.replaceAt(now.plus(OVERLAP));
        }
        Token token = issue(appid, now);
        latest.put(appid, token);
        return answer(token, now);
    }

    /** POST /cgi-bin/stable_token: the same token until five minutes before its end, after which both work. */
    synchronized JsonObject fetchStable(String appid, boolean force) {
        Instant now = clock.instant();
        Token token = latestStable.get(appid);
        if (force) {
            countForced(appid, now);
        }
        if (force && token != null) {
            token.replaceAt(now);
        }
        if (token == null || !token.works(now.plus(OVERLAP))) {
            token = issue(appid, now);
            latestStable.put(appid, token);
        }
        return answer(token, now);
    }

    /** The app that a token belongs to; refuses by 41001, 40014, 40001 or 42001. */
    synchronized String appid(String text) {
        Refusal.unless(!text.isEmpty(), 41001);
        Token token = tokens.get(text);
        Refusal.unless(token != null, 40014);
        Instant now = clock.instant();
        Refusal.unless(now.isBefore(token.replaced), 40001);
        Refusal.unless(now.isBefore(token.end), 42001);
        return token.appid;
    }

    /** Makes each token of the app answer 42001 from now on. */
    public synchronized void expire(String appid) {
        tokensOf(appid).forEach(token -> token.end = clock.instant());
    }

    /** Makes each token of the app answer 40001 from now on. */
    public synchronized void kill(String appid) {
        tokensOf(appid).forEach(token -> token.replaceAt(clock.instant()));
    }

    /** How many answers with a token the two endpoints have given to this app. */
    public synchronized int fetches(String appid) {
        return fetches.getOrDefault(appid, 0);
    }

    private List<Token> tokensOf(String appid) {
        return tokens.values().stream()
                .filter(token -> token.appid.equals(appid))
                .toList();
    }

    private void countForced(String appid, Instant now) {
        List<Instant> times = forced.computeIfAbsent(appid, unseen -> new ArrayList<>());
        times.removeIf(now.minus(Duration.ofDays(1))::isAfter);
        Refusal.unless(times.size() < FORCED_A_DAY, 45009);
        Refusal.unless(times.stream().noneMatch(now.minus(BETWEEN_FORCED)::isBefore), 45011);
        times.add(now);
    }

    private Token issue(String appid, Instant now) {
        Token token = new Token(appid, "98_" + RandomText.alphanumeric(133), now.plus(LIFE));
        tokens.put(token.text, token);
        return token;
    }

    private JsonObject answer(Token token, Instant now) {
        fetches.merge(token.appid, 1, Integer::sum);
        long left = Duration.between(now, token.end).toSeconds();
        return new JsonObject().put("access_token", token.text).put("expires_in", left);
    }

    private static final class Token {

        private final String appid;
        private final String text;
        private Instant end;
        private Instant replaced = Instant.MAX;

        private Token(String appid, String text, Instant end) {
            this.appid = appid;
            this.text = text;
            this.end = end;
        }

        private boolean works(Instant when) {
            return when.isBefore(end) && when.isBefore(replaced);
        }

        private void replaceAt(Instant when) {
            replaced = when.isBefore(replaced) ? when : replaced;
        }
    }
}
