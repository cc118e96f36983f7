package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the header by which a client says that it asks the same thing again (IETF draft idempotency-key-header). */
final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    private IdempotencyKey() {}

    /**
     * The key, if one was sent.
     *
     * @throws Fault.InvalidRequest when it is malformed or stands twice
     */
    public static Optional<String> find(HttpServerRequest request) {
        List<String> values = request.headers().getAll(HEADER);
        if (values.size() > 1
                || !values.stream().allMatch(value -> KEY.matcher(value).matches())) {
            throw new Fault.InvalidRequest(
                    "The header Idempotency-Key must be one value of 16 to 128 characters of A-Z, a-z, 0-9, _ and -.");
        }
        return values.stream().findFirst();
    }
}
