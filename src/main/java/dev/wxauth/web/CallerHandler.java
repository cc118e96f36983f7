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
        attach(request);
        request.next();
    }

    /** The request's caller; what the web library refuses before any handler sees it has none until now. */
    Caller callerOf(RoutingContext request) {
        Caller caller = Caller.of(request);
        return caller == null ? attach(request) : caller;
    }

    private Caller attach(RoutingContext request) {
        String id = requestId(request.request().getHeader(REQUEST_ID));
        Caller caller = new Caller(addresses.of(request.request()), id);
        caller.attachTo(request);
        request.response().putHeader(REQUEST_ID, id);
        return caller;
    }

    String requestId(String sent) {
        return sent != null && KEPT.matcher(sent).matches() ? sent : fresh();
    }

    private String fresh() {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
