package dev.wxauth.config;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Reloadable;
import dev.wxauth.settings.Secret;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns the configuration file and the environment into a {@link Configuration}, or into a list of every fault. */
public final class ConfigLoader {
    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_REPLICAS = 100;

    private final SettingReader settings;

    private ConfigLoader(SettingReader settings) {
        this.settings = settings;
    }

    /**
     * Reads the configuration. Blocks: for the start only.
     *
     * @param environment the variables of the process
     * @param directory where {@code conf/config.yaml} is looked for
     * @throws ConfigException with every fault
     */
    public static Configuration load(Map<String, String> environment, Path directory) throws ConfigException {
        return new ConfigLoader(SettingReader.open(environment, directory)).load();
    }

    private Configuration load() throws ConfigException {
        Configuration.Http http = http();
        Configuration.WeChat wechat = wechat();
        Configuration.Redis redis = redis();
        Configuration.Token token = token();
        Configuration.Session session = session();
        Configuration configuration = new Configuration(
                http,
                wechat,
                redis,
                token,
                session,
                settings.reloadable(Setting.APPS, Apps::parse),
                settings.reloadable(Setting.CLIENTS, Clients::parse),
                settings.reloadable(Setting.MASTER_KEYS, MasterKeys::parse),
                settings.read(Setting.KEY_ACTIVATION, Parse.duration(Duration.ZERO)));
        if (!settings.faults().isEmpty()) {
            throw new ConfigException(settings.faults());
        }
        return configuration;
    }

    private Configuration.Http http() {
        int port = settings.number(Setting.PORT, 0, 65535);
        int management = settings.number(Setting.MANAGEMENT_PORT, 0, 65535);
        if (port > 0 && port == management) {
            settings.fault(Setting.MANAGEMENT_PORT, "must not be the public port");
        }
        return new Configuration.Http(
                settings.read(Setting.HOST, Parse.text("\\S+", "must be an address or a host name")),
                port,
                management,
                settings.number(Setting.RATE_LIMIT, 0, 1_000_000),
                settings.read(Setting.TRUSTED_PROXIES, ConfigLoader::cidrs),
                settings.read(Setting.IDLE_TIMEOUT, Parse.duration(SECOND)),
                settings.number(Setting.MAX_REQUESTS, 1, 1_000_000),
                settings.read(Setting.DRAIN_DELAY, Parse.duration(Duration.ZERO)),
                settings.read(Setting.DRAIN_TIMEOUT, Parse.duration(Duration.ZERO)));
    }

    private static List<Cidr> cidrs(String text) {
        return Parse.list(text).stream().map(Cidr::parse).toList();
    }

    private Configuration.WeChat wechat() {
        return new Configuration.WeChat(
                settings.read(Setting.WECHAT_URLS, Parse::baseUrls),
                settings.read(Setting.WECHAT_TIMEOUT, Parse.duration(TICK)),
                settings.number(Setting.WECHAT_CONCURRENCY, 1, 1_000_000),
                new Configuration.Breaker(
                        settings.number(Setting.BREAKER_FAILURES, 1, 1_000_000),
                        settings.read(Setting.BREAKER_WINDOW, Parse.duration(TICK)),
                        settings.read(Setting.BREAKER_RESET, Parse.duration(TICK))));
    }

    private Configuration.Redis redis() {
        Configuration.RedisType type = settings.read(Setting.REDIS_TYPE, ConfigLoader::redisType);
        Reloadable<RedisEndpoints> endpoints = settings.reloadable(Setting.REDIS_URL, RedisEndpoints::parse);
        if (type == Configuration.RedisType.STANDALONE
                && endpoints.get() != null
                && endpoints.get().urls().size() > 1) {
            settings.fault(Setting.REDIS_URL, "must be one URL when Redis is standalone");
        }
        return new Configuration.Redis(
                type,
                endpoints,
                settings.read(Setting.REDIS_MASTER, Parse.text("\\S+", "must be a name")),
                settings.read(
                        Setting.REDIS_PREFIX,
                        Parse.text("[^\\s{}]+", "must not hold blanks or braces, which would change the hash slots")),
                sentinelPassword(type),
                settings.number(Setting.REDIS_WAIT_REPLICAS, 0, MOST_REPLICAS));
    }

    private Reloadable<Optional<Secret>> sentinelPassword(Configuration.RedisType type) {
        Reloadable<Optional<Secret>> password = settings.reloadable(
                Setting.REDIS_SENTINEL_PASSWORD,
                text -> Optional.of(text).filter(given -> !given.isEmpty()).map(Secret::new));
        boolean given = password.get() != null && password.get().isPresent();
        if (given && type != null && type != Configuration.RedisType.SENTINEL) {
            settings.fault(
                    Setting.REDIS_SENTINEL_PASSWORD,
                    "is of use only when " + Setting.REDIS_TYPE.variable() + " is sentinel");
        }
        return password;
    }

    private static Configuration.RedisType redisType(String text) {
        try {
            return Configuration.RedisType.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be standalone, sentinel or cluster", e);
        }
    }

    private Configuration.Token token() {
        String issuer = settings.read(Setting.ISSUER, Parse::issuer);
        String audience = settings.read(Setting.AUDIENCE, text -> text);
        return new Configuration.Token(
                issuer,
                audience == null || audience.isEmpty() ? issuer : audience,
                settings.read(Setting.ACCESS_TTL, Parse.duration(SECOND)),
                settings.reloadable(Setting.SIGNING_KEYS, SigningKeys::parse));
    }

    private Configuration.Session session() {
        return new Configuration.Session(
                settings.read(Setting.SKEY_TTL, Parse.duration(SECOND)),
                settings.read(Setting.SKEY_MAX_AGE, Parse.duration(SECOND)),
                settings.read(Setting.ROTATION_GRACE, Parse.duration(Duration.ZERO)),
                settings.number(Setting.MAX_SESSIONS, 1, 1000),
                settings.read(Setting.SESSION_KEY_TTL, Parse.duration(SECOND)));
    }
}
