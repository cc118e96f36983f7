package dev.wxauth.drill;

import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Light and steady traffic: users who log in, are asked about, refresh and log out, over several pods, whatever the answers
 * are. Every answer is kept with its time; what was promised by one is held against what is so later.
 */
final class Traffic implements AutoCloseable {
    private static final int USERS = 8;
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final int LOST_CONNECTION = 0;

    private final List<SessionCaller> pods;
    private final List<HttpCaller> https;
    private final WeChatSimulator wechat;
    private final ExecutorService users = Executors.newFixedThreadPool(USERS);
    private final AtomicLong number = new AtomicLong();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<JsonObject> loggedIn = new ConcurrentLinkedQueue<>();
    private final Queue<String> loggedOut = new ConcurrentLinkedQueue<>();
    private volatile boolean goesOn = true;

    /** One answer: what was asked, what came of it, and when it was asked. */
    record Answer(String operation, int status, long askedAt, long nanos) {
        boolean isGood() {
            return status == 200 || status == 204;
        }
    }

    /** Sends requests to these pods until it is closed. */
    Traffic(List<HttpCaller> pods, WeChatSimulator wechat) {
        this.https = pods;
        this.pods = pods.stream().map(SessionCaller::new).toList();
        this.wechat = wechat;
        IntStream.range(0, USERS).forEach(user -> users.execute(this::live));
    }

    private void live() {
        while (goesOn) {
            journey((int) (number.getAndIncrement() % pods.size()));
        }
    }

    private void journey(int pod) {
        String code = wechat.code(TestSettings.APPID, "user" + number.get());
        Reply login = ask("login", () -> https.get(pod).postJson("/auth/login", new JsonObject().put("code", code)));
        JsonObject session = login != null && login.status() == 200 ? login.json() : loggedIn.poll();
        if (session != null) {
            use(session, pod);
        }
    }

    /** Who could not log in uses what another login gave. */
    private void use(JsonObject session, int pod) {
        SessionCaller here = pods.get(pod);
        SessionCaller there = pods.get((pod + 1) % pods.size());
        ask("introspect", () -> there.introspect(session.getString("access_token")));
        ask("verify", () -> here.verify(session.getString("skey")));
        Reply refreshed = ask("refresh", () -> there.refresh(session.getString("skey")));
        JsonObject latest = refreshed != null && refreshed.status() == 200 ? refreshed.json() : session;
        if (number.get() % 3 == 0) {
            logOut(latest, here);
        } else {
            loggedIn.add(latest);
        }
    }

    private void logOut(JsonObject session, SessionCaller pod) {
        Reply ended = ask("logout", () -> pod.logout(session.getString("access_token")));
        if (ended != null && ended.status() == 204) {
            loggedOut.add(session.getString("access_token"));
        }
    }

    private Reply ask(String operation, Supplier<Reply> question) {
        LockSupport.parkNanos(PAUSE.toNanos());
        long asked = System.nanoTime();
        Reply reply = answer(question);
        int status = reply == null ? LOST_CONNECTION : reply.status();
        answers.add(new Answer(operation, status, asked, System.nanoTime() - asked));
        return reply;
    }

    private static Reply answer(Supplier<Reply> question) {
        try {
            return question.get();
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    /** The answers to what was asked since. */
    List<Answer> since(long nanos) {
        return answers.stream().filter(answer -> answer.askedAt() - nanos >= 0).toList();
    }

    /** How many there were of each operation and status. */
    static Map<String, Long> summary(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.operation() + " " + answer.status(), TreeMap::new, Collectors.counting()));
    }

    /** Stops sending, and returns when all is answered. */
    void end() {
        goesOn = false;
        users.shutdown();
        try {
            if (!users.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("requests without an answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many logins that were answered have no session now. */
    long lostLogins() {
        return new ArrayList<>(loggedIn)
                .stream()
                        .filter(session -> !pods.get(0).isActive(session.getString("access_token")))
                        .count();
    }

    /** How many ends that were answered are undone now. */
    long lostEnds() {
        return new ArrayList<>(loggedOut).stream().filter(pods.get(0)::isActive).count();
    }

    @Override
    public void close() {
        goesOn = false;
        users.shutdownNow();
    }
}
