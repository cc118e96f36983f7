package dev.wxauth.grant;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether and how users open sessions for other devices.
 *
 * @param uri where the codes lead; empty when there is no such thing here
 * @param ttl how long a request waits for its user
 * @param liveScanOnly whether a scan counts only when the camera saw the code
 * @param typed whether the short code may be typed instead of scanned
 * @param checkFile what proves to WeChat whose the domain is
 */
public record DeviceSettings(
        Optional<DeviceUri> uri, Duration ttl, boolean liveScanOnly, boolean typed, Optional<CheckFile> checkFile) {
    private static final String REQUIRED = "required";

    /** Reads them, and leaves what is wrong with them to the reader. */
    public static DeviceSettings read(SettingReader settings) {
        DeviceSettings read = new DeviceSettings(
                settings.read(Setting.DEVICE_URI, ifGiven(DeviceUri::parse)),
                settings.read(Setting.DEVICE_TTL, Parse.duration(Duration.ofSeconds(1))),
                REQUIRED.equals(settings.read(
                        Setting.DEVICE_LIVE_SCAN, Parse.text("required|noted", "must be required or noted"))),
                Boolean.TRUE.equals(settings.read(Setting.DEVICE_TYPED, Parse::flag)),
                settings.read(Setting.DEVICE_CHECK_FILE, ifGiven(CheckFile::parse)));
        read.faults(settings);
        return read;
    }

    private static <T> Function<String, Optional<T>> ifGiven(Function<String, T> parser) {
        return text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
    }

    private void faults(SettingReader settings) {
        if (typed && liveScanOnly) {
            settings.fault(Setting.DEVICE_TYPED, "a typed code is no live scan: WXAUTH_DEVICE_LIVE_SCAN must be noted");
        }
        // One that could not be read is a fault already, and null.
        if (uri != null && checkFile != null && isHidden()) {
            settings.fault(Setting.DEVICE_CHECK_FILE, "has the name of the page itself");
        }
    }

    private boolean isHidden() {
        return uri.isPresent() && checkFile.isPresent() && checkFile.get().liesAt(uri.get());
    }
}
