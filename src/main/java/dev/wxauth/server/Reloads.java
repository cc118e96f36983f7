package dev.wxauth.server;

import dev.wxauth.audit.AuditLog;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.observe.LogLevels;
import dev.wxauth.observe.SettingMeters;
import dev.wxauth.observe.SettingMeters.InForce;
import dev.wxauth.settings.ReloadListener;
import dev.wxauth.settings.Reloadable;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Shows which settings are in force, and since when. Each has a fingerprint, so that pods which hold different secrets are
 * noticed; it is a keyed hash of eight digits, from which nothing can be learnt.
 */
final class Reloads implements ReloadListener {
    private static final int FINGERPRINT_BYTES = 4;

    private final List<Reloadable<?>> settings;
    private final Keyring keyring;
    private final SettingMeters meters;
    private final AuditLog audit;
    private final InstantSource clock;
    private final KnownLabels labels;

    Reloads(
            List<Reloadable<?>> settings,
            Keyring keyring,
            SettingMeters meters,
            AuditLog audit,
            KnownLabels labels,
            InstantSource clock) {
        this.settings = settings;
        this.keyring = keyring;
        this.meters = meters;
        this.audit = audit;
        this.clock = clock;
        this.labels = labels;
        settings.forEach(setting -> meters.startedWith(setting.path(), clock.instant()));
        show();
    }

    @Override
    public void taken(Reloadable<?> setting) {
        meters.reloaded(setting.path(), clock.instant());
        if (setting.get() instanceof LogLevels levels) {
            levels.apply();
        } else {
            audit.secretReloaded(setting.path());
        }
        show();
    }

    @Override
    public void refused(Reloadable<?> setting) {
        meters.refused(setting.path());
    }

    /** All of them, since another master key in front changes every fingerprint. A pod may well log more than the others. */
    private void show() {
        labels.showConfigured();
        meters.inForce(settings.stream()
                .filter(setting -> !(setting.get() instanceof LogLevels))
                .map(setting -> new InForce(setting.path(), fingerprint(setting)))
                .toList());
    }

    private String fingerprint(Reloadable<?> setting) {
        byte[] text = (setting.path() + '\0' + setting.text().reveal()).getBytes(StandardCharsets.UTF_8);
        byte[] mark = keyring.frontMark(Purpose.SETTING_FINGERPRINT, text);
        return HexFormat.of().formatHex(Arrays.copyOf(mark, FINGERPRINT_BYTES));
    }
}
