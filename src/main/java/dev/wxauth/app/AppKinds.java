package dev.wxauth.app;

import java.util.Map;
import java.util.function.Predicate;

/**
 * Which kind each app is; those that are not named are mini programs.
 *
 * @param byAppid appid to kind
 */
public record AppKinds(Map<String, AppKind> byAppid) {
    /** Mini programs alone. */
    public static final AppKinds NONE = new AppKinds(Map.of());

    private static final String SHAPE =
            "must be a comma list of appid=kind, a kind being miniprogram, official, website or mobile";

    /**
     * Reads the setting; every failure is an IllegalArgumentException whose message shows no value.
     *
     * @param served tells the appids that may stand in it
     */
    public static AppKinds parse(String text, Predicate<String> served) {
        return new AppKinds(new AppNames<>(SHAPE, AppKinds::kind, served).parse(text));
    }

    private static AppKind kind(String label) {
        return AppKind.find(label).orElseThrow(() -> new IllegalArgumentException(SHAPE));
    }

    AppKind of(String appid) {
        return byAppid.getOrDefault(appid, AppKind.MINIPROGRAM);
    }
}
