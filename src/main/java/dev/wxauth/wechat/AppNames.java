package dev.wxauth.wechat;

import dev.wxauth.settings.Parse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads settings that say one thing of an app each: {@code appid=value,...}. */
final class AppNames {
    private AppNames() {}

    /**
     * Appid to value. Throws IllegalArgumentException, whose message shows no value.
     *
     * @param shape what the operator is told that the setting must be
     */
    static <T> Map<String, T> parse(String text, String shape, Function<String, T> value) {
        Map<String, T> byAppid = new LinkedHashMap<>();
        for (String entry : Parse.list(text)) {
            String[] parts = entry.split("=", 2);
            if (parts.length != 2 || !Apps.isAppid(parts[0].strip())) {
                throw new IllegalArgumentException(shape);
            }
            if (byAppid.put(parts[0].strip(), value.apply(parts[1].strip())) != null) {
                throw new IllegalArgumentException("names one appid twice");
            }
        }
        return Map.copyOf(byAppid);
    }
}
