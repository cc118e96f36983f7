package dev.wxauth.wechat;

import java.util.Map;

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

    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    public static AppKinds parse(String text) {
        return new AppKinds(AppNames.parse(text, SHAPE, AppKinds::kind));
    }

    private static AppKind kind(String label) {
        return AppKind.find(label).orElseThrow(() -> new IllegalArgumentException(SHAPE));
    }

    AppKind of(String appid) {
        return byAppid.getOrDefault(appid, AppKind.MINIPROGRAM);
    }
}
