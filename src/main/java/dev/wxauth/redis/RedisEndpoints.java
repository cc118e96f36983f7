package dev.wxauth.redis;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Secret;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where Redis is. An address may carry a password, so each one is a secret.
 *
 * @param urls {@code redis://} or {@code rediss://}; several for Cluster and Sentinel
 */
public record RedisEndpoints(List<Secret> urls) {
    private static final String SHAPE =
            "must be a comma list of redis:// or rediss:// URLs: user, password (encoded), host, port, database";
    private static final int MOST_PORT = 65535;
    private static final Pattern DATABASE = Pattern.compile("/\\d{0,4}");

    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    public static RedisEndpoints parse(String text) {
        List<Secret> urls = Parse.each(text, RedisEndpoints::url);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(SHAPE);
        }
        return new RedisEndpoints(urls);
    }

    private static Secret url(String text) {
        if (!usable(Parse.uri(text))) {
            throw new IllegalArgumentException(SHAPE);
        }
        return new Secret(text);
    }

    /** What the client would stumble over later, and quote in doing so: a password with a slash ends up in the path. */
    private static boolean usable(URI uri) {
        if (uri.isOpaque()) {
            return false;
        }
        boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        boolean address = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= MOST_PORT;
        boolean database =
                uri.getRawPath().isEmpty() || DATABASE.matcher(uri.getRawPath()).matches();
        return scheme && address && database && uri.getRawQuery() == null && uri.getRawFragment() == null;
    }
}
