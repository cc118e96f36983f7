package dev.wxauth.benchmark;

import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The load: wrk, which is a package of most Linux distributions. It sends as fast as answers come, on one thread. */
final class Wrk {
    private static final String END = """

            done = function(summary, latency, requests)
              local e = summary.errors
              local failed = refusals and summary.requests - e.status or e.status
              io.write(string.format('RESULT {"requests":%d,"micros":%d,"failed":%d,"p50":%d,"p99":%d}\\n',
                summary.requests, summary.duration, e.connect + e.read + e.write + failed + e.timeout,
                latency:percentile(50), latency:percentile(99)))
            end
            """;

    private Wrk() {}

    /**
     * What came of one run.
     *
     * @param requests that were answered
     * @param failed those with a status of 400 or more, and connections that were lost
     * @param p50 the median of the latency
     * @param p99 what one in a hundred took longer than
     */
    record Result(long requests, Duration time, long failed, Duration p50, Duration p99) {
        double perSecond() {
            return requests * 1e9 / time.toNanos();
        }
    }

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("wrk", "-v")
                            .redirectOutput(Redirect.DISCARD)
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    >= 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Requests that differ in one value: the next line of a file each time, from the first again after the last. */
    static String linesOf(Path values) {
        return """
                local values, n = {}, 0
                for line in io.lines('%s') do values[#values + 1] = line end
                local function value() n = n %% #values + 1 return values[n] end
                """.formatted(values.toAbsolutePath());
    }

    /** Requests that differ in one value, which never comes again. */
    static String neverAgain() {
        return """
                local n = 0
                local run = '%s-' .. os.time() .. '-'
                local function value() n = n + 1 return run .. n end
                """.formatted(UUID.randomUUID());
    }

    /** Posts a body, in which the value stands for the @. */
    static String post(String values, String contentType, String body) {
        return values + """
                wrk.method = 'POST'
                wrk.headers['Content-Type'] = '%s'
                wrk.headers['Authorization'] = '%s'
                request = function() return wrk.format(nil, nil, nil, (string.gsub('%s', '@', value()))) end
                """.formatted(contentType, ServiceExtension.client(), body);
    }

    /** The same where each answer is to be a refusal, and all others have failed. */
    static String refused(String script) {
        return script + "refusals = true\n";
    }

    /** Keeps one of so many values of a member that the answers have, a line for each, behind those that the file has. */
    static String keep(String member, Path values, int oneOf) {
        return """
                local kept, seen = io.open('%s', 'a'), 0
                response = function(status, headers, body)
                  local value = body:match('"%s":"([^"]+)"')
                  seen = seen + 1
                  if value and seen %% %d == 0 then
                    kept:write(value, '\\n')
                    kept:flush()
                  end
                end
                """.formatted(values.toAbsolutePath(), member, oneOf);
    }

    /** Gets with the value as a bearer. */
    static String get(String values) {
        return values + """
                request = function()
                  wrk.headers['Authorization'] = 'Bearer ' .. value()
                  return wrk.format()
                end
                """;
    }

    static Result run(String script, String url, int connections, Duration time) {
        try {
            Path file = Files.writeString(Files.createTempFile("wxauth-wrk", ".lua"), script + END);
            Process process = new ProcessBuilder(
                            "wrk",
                            "-t1",
                            "-c" + connections,
                            "-d" + time.toSeconds() + "s",
                            "--timeout",
                            "10s",
                            "-s",
                            file.toString(),
                            url)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(time.toSeconds() + 30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.delete(file);
            return result(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Result result(String output) {
        JsonObject json = output.lines()
                .filter(line -> line.startsWith("RESULT "))
                .map(line -> new JsonObject(line.substring("RESULT ".length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk said " + output));
        return new Result(
                json.getLong("requests"),
                micros(json, "micros"),
                json.getLong("failed"),
                micros(json, "p50"),
                micros(json, "p99"));
    }

    private static Duration micros(JsonObject json, String member) {
        return Duration.ofNanos(1000 * json.getLong(member));
    }
}
