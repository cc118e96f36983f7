package dev.wxauth.web;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Gives each request its {@link Caller}, and its answer the {@code X-Request-Id}. */
public final class CallerHandler implements PlatformHandler {
    static final String REQUEST_ID = "X-Request-Id";

    private static final Pattern KEPT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final ClientAddress addresses;
    private final RandomGenerator random = new SecureRandom();

    /** Takes what tells the client's address. */
    public CallerHandler(ClientAddress addresses) {
        this.addresses = addresses;
    }

    @Override
    public void handle(RoutingContext request) {
        String id = requestId(request.request().getHeader(REQUEST_ID));
        new Caller(addresses.of(request.request()), id).attachTo(request);
        request.response().putHeader(REQUEST_ID, id);
        request.next();
    }

    String requestId(String sent) {
        return sent != null && KEPT.matcher(sent).matches() ? sent : fresh();
    }

    private String fresh() {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
