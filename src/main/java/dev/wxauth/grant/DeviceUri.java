package dev.wxauth.grant;

import dev.wxauth.settings.Parse;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the codes lead that a device shows: what WeChat knows as a plain-link rule, and all others as a page of ours.
 *
 * @param text the address, to which a ticket is added behind a slash
 * @param path its path, which the page is served at
 */
public record DeviceUri(String text, String path) {
    private static final String SHAPE =
            "must be an https URL, or http on loopback, with a path that ends in no slash, and without query";

    /** Nothing in it has two ways to be written. */
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");

    /** What our own routes begin with, by their first two steps; those of the other port too, since gateways join the two. */
    private static final Pattern OURS =
            Pattern.compile("/(openapi\\.json|\\.well-known|health|metrics|docs)(/.*)?|/auth"
                    + "|/auth/(login|refresh|logout|sessions?|profile|decrypt|phone|session-key|introspect|verify|revoke|users"
                    + "|device_authorization|token|device|persons)(/.*)?");

    private static final Set<String> SCHEMES = Set.of("https", "http");

    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    static DeviceUri parse(String text) {
        URI uri = Parse.uri(text);
        String path = uri.getRawPath();
        boolean plain = path != null && text.equals(uri.getScheme() + "://" + uri.getRawAuthority() + path);
        boolean secure = "https".equals(uri.getScheme()) || Parse.isLoopback(uri.getHost());
        if (!plain || !secure || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException(SHAPE);
        }
        if (uri.getRawUserInfo() != null || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(SHAPE);
        }
        if (OURS.matcher(path).matches()) {
            throw new IllegalArgumentException("has a path that is a route of this service, or below one");
        }
        return new DeviceUri(text, path);
    }

    /** The address that carries a ticket. */
    public String with(Ticket ticket) {
        return text + "/" + ticket.text();
    }
}
