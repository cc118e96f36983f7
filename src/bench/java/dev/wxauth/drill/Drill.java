package dev.wxauth.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.drill.Traffic.Answer;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Something is broken under two pods with light traffic, for a while, and mended; what that was like is printed in one line,
 * as the runbook has it.
 *
 * @param name what is broken
 * @param pods the programs
 * @param wechat where codes come from
 */
record Drill(String name, List<Program> pods, WeChatSimulator wechat) {
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration WELL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /**
     * What it was like.
     *
     * @param meanwhile the answers from the fault on until all was well again, by operation and status
     * @param badFor from the first answer that was not good to the last one
     * @param wellAfter from the moment when it was mended to the last answer that was not good, or zero
     */
    record Outcome(Map<String, Long> meanwhile, Duration badFor, Duration wellAfter, long lostLogins, long lostEnds) {}

    /** Breaks it, waits, mends it, and waits until all has been well for a while. */
    Outcome run(Runnable fault, Duration lasts, Runnable mend) {
        List<HttpCaller> callers = pods.stream().map(Program::unchecked).toList();
        try (Traffic traffic = new Traffic(callers, wechat)) {
            LockSupport.parkNanos(QUIET.toNanos());
            long broken = System.nanoTime();
            fault.run();
            LockSupport.parkNanos(lasts.toNanos());
            mend.run();
            long mended = System.nanoTime();
            Await.until("all is well again", PATIENCE, () -> isWell(traffic));
            traffic.end();
            Outcome outcome = outcome(traffic, broken, mended);
            System.out.printf(
                    "DRILL %s: bad for %.1f s, well %.1f s after it was mended; lost: %d logins, %d ends; %s%n",
                    name,
                    outcome.badFor().toMillis() / 1000.0,
                    outcome.wellAfter().toMillis() / 1000.0,
                    outcome.lostLogins(),
                    outcome.lostEnds(),
                    outcome.meanwhile());
            return outcome;
        }
    }

    private static boolean isWell(Traffic traffic) {
        List<Answer> last = traffic.since(System.nanoTime() - WELL.toNanos());
        return last.size() > 10 && last.stream().allMatch(Answer::isGood);
    }

    private static Outcome outcome(Traffic traffic, long broken, long mended) {
        List<Answer> all = traffic.since(broken);
        List<Answer> bad = all.stream().filter(answer -> !answer.isGood()).toList();
        long first = bad.stream().mapToLong(Answer::askedAt).min().orElse(broken);
        long last = bad.stream()
                .mapToLong(answer -> answer.askedAt() + answer.nanos())
                .max()
                .orElse(broken);
        return new Outcome(
                Traffic.summary(all),
                Duration.ofNanos(bad.isEmpty() ? 0 : last - first),
                Duration.ofNanos(Math.max(0, bad.isEmpty() ? 0 : last - mended)),
                traffic.lostLogins(),
                traffic.lostEnds());
    }

    /** Nothing but these, by what is in front of the blank and behind it. */
    static void assertOnly(Outcome outcome, Set<Integer> statuses) {
        assertThat(outcome.meanwhile().keySet())
                .allSatisfy(answer -> assertThat(Integer.parseInt(answer.split(" ", -1)[1]))
                        .as(answer)
                        .isIn(statuses));
    }

    /** Two programs with these settings, each with ports of its own, that serve and have served. */
    static List<Program> pods(Map<String, String> first, Map<String, String> second, WeChatSimulator wechat) {
        List<Program> pods = List.of(Program.serve(first), Program.serve(second));
        pods.forEach(pod -> Await.until("it logs users in", PATIENCE, () -> logIn(pod, wechat) == 200));
        return pods;
    }

    private static int logIn(Program pod, WeChatSimulator wechat) {
        JsonObject code = new JsonObject().put("code", wechat.code(TestSettings.APPID, "warm"));
        return pod.unchecked().postJson("/auth/login", code).status();
    }

    /** The same settings with ports that are free. */
    static Map<String, String> withPorts(Map<String, String> settings) {
        Map<String, String> own = new LinkedHashMap<>(settings);
        own.put("WXAUTH_PORT", Integer.toString(Ports.free()));
        own.put("WXAUTH_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        return own;
    }
}
