package dev.wxauth.client;

import dev.wxauth.config.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a client says of itself, unverified. */
record ClientCredentials(String id, Secret secret) {
    private static final String SCHEME = "basic ";

    /** RFC 7617 with the form-encoding that RFC 6749 section 2.3.1 adds; empty when malformed or another scheme. */
    static Optional<ClientCredentials> basic(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return split(new String(decoded, StandardCharsets.UTF_8).split(":", 2));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<ClientCredentials> split(String[] parts) {
        return parts.length == 2
                ? Optional.of(new ClientCredentials(decode(parts[0]), new Secret(decode(parts[1]))))
                : Optional.empty();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
