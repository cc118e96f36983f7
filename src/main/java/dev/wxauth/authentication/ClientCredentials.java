package dev.wxauth.authentication;

import dev.wxauth.settings.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a client says of itself, unverified, in every way that it may be meant.
 *
 * @param ids the readings of its id
 * @param secrets the readings of its secret
 */
record ClientCredentials(List<String> ids, List<Secret> secrets) {
    private static final String SCHEME = "basic ";

    /** By form parameters, which can be read in one way only. */
    static ClientCredentials posted(String id, String secret) {
        return new ClientCredentials(List.of(id), List.of(new Secret(secret)));
    }

    /**
     * RFC 7617, with and without the form-encoding that RFC 6749 section 2.3.1 adds: many a client sends its id and secret
     * as they are. Empty when malformed or another scheme.
     */
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

    /** Two readings always, so that the time to compare them tells nothing. */
    private static Optional<ClientCredentials> split(String[] parts) {
        return parts.length == 2
                ? Optional.of(new ClientCredentials(
                        List.of(decode(parts[0]), parts[0]),
                        List.of(new Secret(decode(parts[1])), new Secret(parts[1]))))
                : Optional.empty();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
