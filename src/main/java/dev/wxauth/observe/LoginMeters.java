package dev.wxauth.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Logins, by app and its kind: {@code wxauth_logins_total}. What ended as 503 is none, since nothing came of it. Thread-safe. */
public final class LoginMeters {
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

    private record Ended(String appid, String kind, Result result) {}

    LoginMeters(Registration meters) {
        this.meters = meters;
        expect(Registration.OTHER, Registration.OTHER);
    }

    /** This app is served: it is shown from the start, with the number 0. */
    public void expect(String appid, String kind) {
        Stream.of(Result.values()).forEach(result -> counter(appid, kind, result));
    }

    /** A login to an app that is served ended so. */
    public void ended(String appid, String kind, Result result) {
        counter(appid, kind, result).increment();
    }

    /** The same, when it came to no app. */
    public void ended(Result result) {
        ended(Registration.OTHER, Registration.OTHER, result);
    }

    private Counter counter(String appid, String kind, Result result) {
        return logins.computeIfAbsent(new Ended(appid, kind, result), this::counter);
    }

    private Counter counter(Ended ended) {
        Tags labels = Tags.of(
                "appid",
                ended.appid,
                "kind",
                ended.kind,
                "result",
                ended.result.name().toLowerCase(Locale.ROOT));
        return meters.counter("wxauth.logins", "Logins, by how they ended.", labels);
    }
}
