package dev.wxauth.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the contract's section 8, with its default. The variable is the name after {@code WXAUTH_}; the file
 * has the same name in lower case, split at underscores wherever that reads better ({@code redis: url:}).
 */
public enum Setting {
    PORT("8080"),
    MANAGEMENT_PORT("9090"),
    HOST("0.0.0.0"),
    APPS(null),
    APP_KINDS(""),
    OPEN_PLATFORMS(""),
    WECHAT_URLS("https://api.weixin.qq.com,https://api2.weixin.qq.com"),
    WECHAT_TIMEOUT("4s"),
    WECHAT_CONCURRENCY("1000"),
    BREAKER_FAILURES("20"),
    BREAKER_WINDOW("10s"),
    BREAKER_RESET("5s"),
    REDIS_URL("redis://localhost:6379"),
    REDIS_TYPE("standalone"),
    REDIS_MASTER("mymaster"),
    REDIS_PREFIX("wxauth:"),
    REDIS_SENTINEL_PASSWORD(""),
    REDIS_WAIT_REPLICAS("0"),
    ISSUER(null),
    AUDIENCE(""),
    ACCESS_TTL("2h"),
    SKEY_TTL("30d"),
    SKEY_MAX_AGE("180d"),
    SESSION_KEY_TTL("30d"),
    ROTATION_GRACE("60s"),
    MAX_SESSIONS("20"),
    CLIENTS(""),
    SIGNING_KEYS(null),
    MASTER_KEYS(null),
    KEY_ACTIVATION("10m"),
    RATE_LIMIT("60"),
    TRUSTED_PROXIES(""),
    IDLE_TIMEOUT("5m"),
    MAX_CONNECTIONS("10000"),
    MAX_REQUESTS("4000"),
    DEVICE_URI(""),
    DEVICE_TTL("120s"),
    DEVICE_SESSION_TTL("12h"),
    DEVICE_SESSION_MAX_AGE("7d"),
    DEVICE_LIVE_SCAN("required"),
    DEVICE_TYPED("false"),
    DEVICE_CHECK_FILE(""),
    LOG_LEVEL("info"),
    DRAIN_DELAY("5s"),
    DRAIN_TIMEOUT("30s");

    /** What every variable of this program starts with. */
    static final String VARIABLE_PREFIX = "WXAUTH_";

    /** Names another file than {@code conf/config.yaml}; the only variable that cannot stand in that file. */
    static final String CONFIG_VARIABLE = "WXAUTH_CONFIG";

    /** What has a block of its own in the file as it is shipped. */
    private static final List<String> SECTIONS = List.of("wechat", "breaker", "redis", "device", "drain");

    private final @Nullable String defaultValue;

    Setting(@Nullable String defaultValue) {
        this.defaultValue = defaultValue;
    }

    /** The environment variable. */
    public String variable() {
        return VARIABLE_PREFIX + name();
    }

    /** Its path in the configuration file: {@code redis.url}. */
    public String path() {
        String name = name().toLowerCase(Locale.ROOT);
        return SECTIONS.stream()
                .filter(section -> name.startsWith(section + "_"))
                .findFirst()
                .map(section -> section + '.' + name.substring(section.length() + 1))
                .orElse(name);
    }

    /** Empty for a setting that has to be given. */
    Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** Every variable that the program reads, without the {@code _FILE} twins. */
    public static Set<String> variables() {
        return Stream.concat(Stream.of(CONFIG_VARIABLE), Arrays.stream(values()).map(Setting::variable))
                .collect(Collectors.toUnmodifiableSet());
    }
}
