package dev.wxauth.config;

import dev.wxauth.app.AppSettings;
import dev.wxauth.authentication.Clients;
import dev.wxauth.crypto.MasterKeys;
import dev.wxauth.grant.DeviceSettings;
import dev.wxauth.observe.LogLevels;
import dev.wxauth.redis.RedisSettings;
import dev.wxauth.session.SessionSettings;
import dev.wxauth.settings.Reloadable;
import dev.wxauth.token.TokenSettings;
import dev.wxauth.tracing.TracingSettings;
import dev.wxauth.web.HttpSettings;
import dev.wxauth.wechat.transport.WeChatSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole configuration, checked: the settings of each room (contract, section 8).
 *
 * @param apps mini programs and other fronts
 * @param clients the services that may ask
 * @param masterKeys what guards session_keys and skeys
 * @param logLevels how much is logged
 * @param keyActivation how long a new key, signing or master, only verifies and opens before it signs and seals
 */
public record Configuration(
        HttpSettings http,
        WeChatSettings wechat,
        RedisSettings redis,
        TokenSettings token,
        SessionSettings session,
        DeviceSettings device,
        TracingSettings tracing,
        AppSettings apps,
        Reloadable<Clients> clients,
        Reloadable<MasterKeys> masterKeys,
        Reloadable<LogLevels> logLevels,
        Duration keyActivation) {
    /** Everything that is taken up again when its file changes. */
    public List<Reloadable<?>> reloadables() {
        return Stream.concat(
                        apps.reloadables().stream(),
                        Stream.of(
                                clients,
                                masterKeys,
                                token.signingKeys(),
                                redis.endpoints(),
                                redis.sentinelPassword(),
                                logLevels))
                .toList();
    }
}
