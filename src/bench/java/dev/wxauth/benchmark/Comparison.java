package dev.wxauth.benchmark;

import dev.wxauth.benchmark.Side.Run;
import dev.wxauth.support.RedisView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Ours beside a reference, by turns and in both orders, so that what else the machine does falls on both: a line of the
 * table holds medians over the rounds.
 */
record Comparison(String name, int connections, Side ours, Side reference) {
    static final String HEAD = """
            | operation, connections | req/s | of the reference's | CPU us | of the reference's | p50 ms | p99 ms | of the reference's | failed | RSS MB | of the reference's | Redis: commands, bytes |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warmup", 25));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.seconds", 4));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    private record Round(Run ours, Run reference) {}

    /** Gives a line of the table. */
    String run(RedisView redis) {
        ours.run(redis, connections, WARM_UP);
        reference.run(redis, connections, WARM_UP);
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(round(redis, i % 2 == 0));
        }
        return line(rounds);
    }

    private Round round(RedisView redis, boolean oursFirst) {
        if (oursFirst) {
            Run first = ours.run(redis, connections, ROUND);
            return new Round(first, reference.run(redis, connections, ROUND));
        }
        Run first = reference.run(redis, connections, ROUND);
        return new Round(ours.run(redis, connections, ROUND), first);
    }

    private String line(List<Round> rounds) {
        ToDoubleFunction<Run> perSecond = run -> run.load().perSecond();
        ToDoubleFunction<Run> p99 = run -> run.load().p99().toNanos() / 1e6;
        return String.format(
                Locale.ROOT,
                "| %s, %d | %.0f | %.2f | %.0f | %.2f | %.1f | %.1f | %.2f | %d of %d | %.0f | %.2f | %.1f, %.0f |",
                name,
                connections,
                ours(rounds, perSecond),
                ratio(rounds, perSecond),
                ours(rounds, Run::cpuMicros),
                ratio(rounds, Run::cpuMicros),
                ours(rounds, run -> run.load().p50().toNanos() / 1e6),
                ours(rounds, p99),
                ratio(rounds, p99),
                rounds.stream().mapToLong(round -> round.ours.load().failed()).sum(),
                rounds.stream().mapToLong(round -> round.ours.load().requests()).sum(),
                ours(rounds, Run::residentMegabytes),
                ratio(rounds, Run::residentMegabytes),
                ours(rounds, Run::redisCommands),
                ours(rounds, Run::redisBytes));
    }

    private static double ours(List<Round> rounds, ToDoubleFunction<Run> figure) {
        return median(rounds, round -> figure.applyAsDouble(round.ours));
    }

    private static double ratio(List<Round> rounds, ToDoubleFunction<Run> figure) {
        return median(rounds, round -> figure.applyAsDouble(round.ours) / figure.applyAsDouble(round.reference));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
