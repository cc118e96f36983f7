package dev.wxauth.config;

import java.net.URI;
import java.util.List;

/**
 * Where Redis is. An address may carry a password, so each one is a secret.
 *
 * @param urls {@code redis://} or {@code rediss://}; several for Cluster and Sentinel
 */
public record RedisEndpoints(List<Secret> urls) {
    static RedisEndpoints parse(String text) {
        List<String> urls = Parse.list(text);
        if (urls.isEmpty() || !urls.stream().map(Parse::uri).allMatch(RedisEndpoints::usable)) {
            throw new IllegalArgumentException("must be a comma list of redis:// or rediss:// URLs with a host");
        }
        return new RedisEndpoints(urls.stream().map(Secret::new).toList());
    }

    private static boolean usable(URI uri) {
        boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        return scheme && uri.getHost() != null;
    }
}
