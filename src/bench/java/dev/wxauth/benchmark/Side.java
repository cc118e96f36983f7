package dev.wxauth.benchmark;

import dev.wxauth.support.Program;
import dev.wxauth.support.RedisView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One of the two that are compared: a program, and what it is asked.
 *
 * @param url what is asked
 * @param script how wrk asks it
 */
record Side(Program program, String url, String script) {
    private static final int TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /**
     * What a run was like, and what it cost.
     *
     * @param cpuMicros of the program, for each request
     * @param residentMegabytes of the program, at the end
     * @param redisCommands that Redis was asked, for each request
     * @param redisBytes that came to Redis, for each request
     */
    record Run(Wrk.Result load, double cpuMicros, double residentMegabytes, double redisCommands, double redisBytes) {}

    /** Asks as fast as answers come. */
    Run run(RedisView redis, int connections, Duration time) {
        long cpu = cpuTicks();
        long commands = redis.count("stats", "total_commands_processed");
        long bytes = redis.count("stats", "total_net_input_bytes");
        Wrk.Result load = Wrk.run(script, url, connections, time);
        double requests = load.requests();
        return new Run(
                load,
                (cpuTicks() - cpu) * 1e6 / TICKS_PER_SECOND / requests,
                program.residentBytes() / 1024.0 / 1024,
                (redis.count("stats", "total_commands_processed") - commands) / requests,
                (redis.count("stats", "total_net_input_bytes") - bytes) / requests);
    }

    /** proc(5): the fields behind the name, which is in brackets. */
    private long cpuTicks() {
        String[] fields = read("stat").replaceFirst(".*\\) ", "").split(" ", -1);
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(program.pid()), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
