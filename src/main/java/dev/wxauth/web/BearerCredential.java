package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** Reads the bearer credential of RFC 6750 section 2.1; the form and query variants are not supported. */
final class BearerCredential {
    private static final String SCHEME = "bearer ";

    private BearerCredential() {}

    /**
     * The credential as text, unverified. Empty when there is none.
     *
     * @throws Fault.InvalidRequest when two were sent
     */
    static Optional<String> find(Request request) {
        List<String> values = request.headers(HttpHeaders.AUTHORIZATION);
        if (values.size() > 1) {
            throw new Fault.InvalidRequest("There are two Authorization headers: send one.");
        }
        return values.stream()
                .filter(BearerCredential::isBearer)
                .map(BearerCredential::token)
                .findFirst();
    }

    private static boolean isBearer(String value) {
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    private static String token(String value) {
        return value.substring(SCHEME.length()).strip();
    }
}
