package dev.wxauth.redis;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Reloadable;
import dev.wxauth.settings.Secret;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.util.Locale;
import java.util.Optional;

/**
 * How Redis is reached, and what every key starts with.
 *
 * @param master what the sentinels call it
 * @param sentinelPassword the sentinels' own, when it is not Redis's
 * @param waitReplicas how many replicas must know that a session has ended before it is answered
 */
public record RedisSettings(
        Type type,
        Reloadable<RedisEndpoints> endpoints,
        String master,
        String prefix,
        Reloadable<Optional<Secret>> sentinelPassword,
        int waitReplicas) {
    private static final int MOST_REPLICAS = 100;

    /** The three ways to run Redis. */
    enum Type {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    /** Reads them, and leaves what is wrong with them to the reader. */
    public static RedisSettings read(SettingReader settings) {
        Type type = settings.read(Setting.REDIS_TYPE, RedisSettings::type);
        return new RedisSettings(
                type,
                endpoints(settings, type),
                settings.read(Setting.REDIS_MASTER, Parse.text("\\S+", "must be a name")),
                settings.read(
                        Setting.REDIS_PREFIX,
                        Parse.text("[^\\s{}]+", "must not hold blanks or braces, which would change the hash slots")),
                sentinelPassword(settings, type),
                settings.number(Setting.REDIS_WAIT_REPLICAS, 0, MOST_REPLICAS));
    }

    private static Type type(String text) {
        try {
            return Type.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be standalone, sentinel or cluster", e);
        }
    }

    private static Reloadable<RedisEndpoints> endpoints(SettingReader settings, Type type) {
        Reloadable<RedisEndpoints> endpoints = settings.reloadable(Setting.REDIS_URL, RedisEndpoints::parse);
        if (type == Type.STANDALONE
                && endpoints.get() != null
                && endpoints.get().urls().size() > 1) {
            settings.fault(Setting.REDIS_URL, "must be one URL when Redis is standalone");
        }
        return endpoints;
    }

    private static Optional<Secret> password(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text));
    }

    private static Reloadable<Optional<Secret>> sentinelPassword(SettingReader settings, Type type) {
        Reloadable<Optional<Secret>> password =
                settings.reloadable(Setting.REDIS_SENTINEL_PASSWORD, RedisSettings::password);
        boolean given = password.get() != null && password.get().isPresent();
        if (given && type != null && type != Type.SENTINEL) {
            settings.fault(
                    Setting.REDIS_SENTINEL_PASSWORD,
                    "is of use only when " + Setting.REDIS_TYPE.variable() + " is sentinel");
        }
        return password;
    }
}
