package dev.wxauth.config;

import dev.wxauth.app.AppSettings;
import dev.wxauth.authentication.Clients;
import dev.wxauth.crypto.MasterKeys;
import dev.wxauth.grant.DeviceSettings;
import dev.wxauth.observe.LogLevels;
import dev.wxauth.redis.RedisSettings;
import dev.wxauth.session.SessionSettings;
import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import dev.wxauth.token.TokenSettings;
import dev.wxauth.tracing.TracingSettings;
import dev.wxauth.web.HttpSettings;
import dev.wxauth.wechat.transport.WeChatSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Turns the configuration file and the environment into a {@link Configuration}, or into a list of every fault. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * Reads the configuration. Blocks: for the start only.
     *
     * @param environment the variables of the process
     * @param directory where {@code conf/config.yaml} is looked for
     * @throws ConfigException with every fault
     */
    public static Configuration load(Map<String, String> environment, Path directory) throws ConfigException {
        SettingReader settings = SettingReader.open(environment, directory);
        TracingSettings tracing = TracingSettings.of(environment);
        Configuration configuration = read(settings, tracing);
        List<String> faults = Stream.concat(settings.faults().stream(), tracing.faults().stream())
                .toList();
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return configuration;
    }

    /** Faults are told in the order in which rooms read here. */
    private static Configuration read(SettingReader settings, TracingSettings tracing) {
        return new Configuration(
                HttpSettings.read(settings),
                WeChatSettings.read(settings),
                RedisSettings.read(settings),
                TokenSettings.read(settings),
                SessionSettings.read(settings),
                DeviceSettings.read(settings),
                tracing,
                AppSettings.read(settings),
                settings.reloadable(Setting.CLIENTS, Clients::parse),
                settings.reloadable(Setting.MASTER_KEYS, MasterKeys::parse),
                settings.reloadable(Setting.LOG_LEVEL, LogLevels::parse),
                settings.read(Setting.KEY_ACTIVATION, Parse.duration(Duration.ZERO)));
    }
}
