package dev.wxauth.token;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Reloadable;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.time.Duration;

/**
 * Access tokens: who issues them, for whom, how long they hold, and what signs them.
 *
 * @param audience the issuer itself when the operator names nobody else
 */
public record TokenSettings(String issuer, String audience, Duration accessTtl, Reloadable<SigningKeys> signingKeys) {
    /** Reads them, and leaves what is wrong with them to the reader. */
    public static TokenSettings read(SettingReader settings) {
        String issuer = settings.read(Setting.ISSUER, Parse::issuer);
        String audience = settings.read(Setting.AUDIENCE, text -> text);
        return new TokenSettings(
                issuer,
                audience == null || audience.isEmpty() ? issuer : audience,
                settings.read(Setting.ACCESS_TTL, Parse.duration(Duration.ofSeconds(1))),
                settings.reloadable(Setting.SIGNING_KEYS, SigningKeys::parse));
    }
}
