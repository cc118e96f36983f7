package dev.wxauth.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Logins, by app: {@code wxauth_logins_total}. What ended as 503 is none, since nothing came of it. Thread-safe. */
public final class LoginMeters {
    private static final String MINI_PROGRAM = "miniprogram";

    private final Registration meters;
    private final Map<Ended, Counter> logins = new ConcurrentHashMap<>();

    /** How a login ended. */
    public enum Result {
        OK,
        /** Something was wrong with the request, its code or its user. */
        REFUSED,
        /** WeChat gave no usable answer, or we or the operator are at fault. */
        FAILED,
        LIMITED
    }

    private record Ended(String appid, Result result) {}

    LoginMeters(Registration meters) {
        this.meters = meters;
        expect(Registration.OTHER);
    }

    /** These apps are served: they are shown from the start, with the number 0. */
    public void expect(Collection<String> appids) {
        appids.forEach(this::expect);
    }

    private void expect(String appid) {
        Stream.of(Result.values()).forEach(result -> counter(appid, result));
    }

    /** A login to an app that is served ended so. */
    public void ended(String appid, Result result) {
        counter(appid, result).increment();
    }

    /** The same, when it came to no app. */
    public void ended(Result result) {
        ended(Registration.OTHER, result);
    }

    private Counter counter(String appid, Result result) {
        return logins.computeIfAbsent(new Ended(appid, result), this::counter);
    }

    private Counter counter(Ended ended) {
        Tags labels = Tags.of(
                "appid",
                ended.appid,
                "kind",
                ended.appid.equals(Registration.OTHER) ? Registration.OTHER : MINI_PROGRAM,
                "result",
                ended.result.name().toLowerCase(Locale.ROOT));
        return meters.counter("wxauth.logins", "Logins, by how they ended.", labels);
    }
}
