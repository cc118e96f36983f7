package dev.wxauth.app;

import dev.wxauth.settings.Parse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads a setting that says one thing of an app each: {@code appid=value,...}.
 *
 * @param shape what the operator is told that the setting must be
 * @param value reads what is said of an app
 * @param served tells the apps of which something may be said
 */
record AppNames<T>(String shape, Function<String, T> value, Predicate<String> served) {
    /** Appid to value. Throws IllegalArgumentException, whose message shows no value. */
    Map<String, T> parse(String text) {
        Map<String, T> byAppid = new LinkedHashMap<>();
        Parse.each(text, entry -> add(entry, byAppid));
        return Map.copyOf(byAppid);
    }

    private T add(String entry, Map<String, T> byAppid) {
        String[] parts = entry.split("=", 2);
        String appid = parts[0].strip();
        if (parts.length != 2 || !Apps.isAppid(appid)) {
            throw new IllegalArgumentException(shape);
        }
        T said = value.apply(parts[1].strip());
        if (byAppid.put(appid, said) != null) {
            throw new IllegalArgumentException("names one appid twice");
        }
        if (!served.test(appid)) {
            throw new IllegalArgumentException("names an appid that is not in WXAUTH_APPS");
        }
        return said;
    }
}
