package dev.wxauth.app;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Open Platform account that each app is bound to, by a name of the operator's: a unionid is the same only within one
 * (WeChat page "UnionID"). Those that are not named are bound to {@value #MAIN}.
 *
 * @param byAppid appid to name
 */
public record OpenPlatforms(Map<String, String> byAppid) {
    /** One account for all. */
    public static final OpenPlatforms NONE = new OpenPlatforms(Map.of());

    private static final String MAIN = "main";
    private static final String SHAPE =
            "must be a comma list of appid=name, a name being 1 to 64 characters of A-Z, a-z, 0-9, dot, _ and -";

    /**
     * Reads the setting; every failure is an IllegalArgumentException whose message shows no value.
     *
     * @param served tells the appids that may stand in it
     */
    public static OpenPlatforms parse(String text, Predicate<String> served) {
        return new OpenPlatforms(new AppNames<>(SHAPE, OpenPlatforms::name, served).parse(text));
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(SHAPE);
        }
        return text;
    }

    String of(String appid) {
        return byAppid.getOrDefault(appid, MAIN);
    }

    /** Every name there is. */
    Set<String> names() {
        return Stream.concat(Stream.of(MAIN), byAppid.values().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
