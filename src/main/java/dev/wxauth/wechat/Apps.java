package dev.wxauth.wechat;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mini programs that are served, each with one or two AppSecrets (two while one is being replaced).
 *
 * @param secrets appid to secrets
 */
public record Apps(Map<String, List<Secret>> secrets) {
    private static final String SHAPE = "must be a comma list of appid:secret";

    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    public static Apps parse(String text) {
        Map<String, List<Secret>> secrets = new LinkedHashMap<>();
        for (String entry : Parse.list(text)) {
            String[] parts = entry.split(":", 2);
            if (parts.length != 2 || !parts[0].matches("[A-Za-z0-9_-]{1,64}") || parts[1].isBlank()) {
                throw new IllegalArgumentException(SHAPE);
            }
            secrets.merge(parts[0], List.of(new Secret(parts[1])), Parse::both);
        }
        return new Apps(Parse.notEmpty(secrets, SHAPE));
    }

    /** Whether this service serves the mini program. */
    public boolean contains(String appid) {
        return secrets.containsKey(appid);
    }

    /** Its AppSecrets, in the operator's order; empty when it is not served, which may change at any time. */
    public Optional<List<Secret>> findSecrets(String appid) {
        return Optional.ofNullable(secrets.get(appid));
    }

    /** The appid that need not be said, when there is just one. */
    public Optional<String> only() {
        return secrets.size() == 1 ? Optional.of(secrets.keySet().iterator().next()) : Optional.empty();
    }
}
