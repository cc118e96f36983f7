package dev.wxauth.redis;

import dev.wxauth.settings.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where one server is and how it is greeted. The library gets user and password apart from the address: in an address it
 * would read a plus as a blank, and quote the password in its errors.
 *
 * @param tls whether to speak TLS
 * @param host a name or an address, an IPv6 one in brackets
 * @param port the port
 * @param database {@code /} and a number, or empty
 * @param login who we are, if we have to say
 */
record RedisAddress(boolean tls, String host, int port, String database, Optional<Login> login) {
    private static final int DEFAULT_PORT = 6379;

    /**
     * A user and a password.
     *
     * @param user empty for Redis's default user
     */
    record Login(Optional<String> user, Secret password) {}

    /** Reads a URL that the configuration has found to be good. User and password are percent-decoded (RFC 3986). */
    static RedisAddress of(Secret url) {
        URI uri = URI.create(url.reveal());
        return new RedisAddress(
                "rediss".equals(uri.getScheme()),
                uri.getHost(),
                uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort(),
                uri.getRawPath().length() > 1 ? uri.getRawPath() : "",
                Optional.ofNullable(uri.getRawUserInfo()).flatMap(RedisAddress::login));
    }

    /** All of them, at each turn another one first: the first may be the one that is in trouble. */
    static List<RedisAddress> inTurn(RedisEndpoints endpoints, int turn) {
        List<RedisAddress> addresses =
                new ArrayList<>(endpoints.urls().stream().map(RedisAddress::of).toList());
        Collections.rotate(addresses, -turn);
        return addresses;
    }

    /** Without a colon it is a user that needs no password, whom Redis does not have to be told. */
    private static Optional<Login> login(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Login(
                        Optional.of(decoded(userInfo.substring(0, colon))).filter(user -> !user.isEmpty()),
                        new Secret(decoded(userInfo.substring(colon + 1)))));
    }

    /** The decoder is made for forms, where a plus is a blank. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Another server of the same house, by what a sentinel says of it. */
    RedisAddress at(String otherHost, int otherPort) {
        boolean bare = otherHost.contains(":") && !otherHost.startsWith("[");
        return new RedisAddress(tls, bare ? "[" + otherHost + "]" : otherHost, otherPort, database, login);
    }

    /** The same server, greeted as a sentinel is: it has no databases, and may have a password of its own. */
    RedisAddress asSentinel(Optional<Secret> password) {
        return new RedisAddress(
                tls,
                host,
                port,
                "",
                password.map(own -> new Login(Optional.empty(), own)).or(() -> login));
    }

    /** The address as the library wants it, without user and password. */
    String url() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + database;
    }

    /** Host and port, for people. */
    String name() {
        return host + ":" + port;
    }
}
