package dev.wxauth.web;

import dev.wxauth.crypto.RandomName;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Names a request, on its answer and on each of its log lines. It guards nothing, so that a plain random number will do. */
final class RequestId {
    static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");

    private static final Pattern KEPT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** What the caller sent, if it is of the right form, else a new one. */
    static String of(String sent) {
        return sent != null && KEPT.matcher(sent).matches() ? sent : fresh();
    }

    static String fresh() {
        return RandomName.hexadecimal(ThreadLocalRandom.current());
    }
}
