package dev.wxauth.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.MountedFile;
import dev.wxauth.wechat.AppKind;
import dev.wxauth.wechat.AppSettings;
import dev.wxauth.wechat.Apps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three files of which two may name only what the first one serves. */
class AppSettingsTest {
    private final MountedFile apps = new MountedFile("apps", "wxa:1");
    private final MountedFile kinds = new MountedFile("kinds", "wxa=website");
    private final MountedFile platforms = new MountedFile("platforms", "wxa=one");
    private final AppSettings settings = AppSettings.read(SettingReader.open(
            Map.of(
                    "WXAUTH_APPS_FILE", apps.path(),
                    "WXAUTH_APP_KINDS_FILE", kinds.path(),
                    "WXAUTH_OPEN_PLATFORMS_FILE", platforms.path()),
            Path.of("target")));
    private final List<String> refused = new ArrayList<>();

    @Test
    void anAppThatComesWithItsKindIsTakenUpAtOnce() {
        apps.write("wxa:1,wxb:2");
        kinds.write("wxa=website,wxb=official");
        platforms.write("wxa=one,wxb=two");
        refresh();
        assertThat(refused).isEmpty();
        assertThat(served().find("wxb").orElseThrow().kind()).isEqualTo(AppKind.OFFICIAL);
        assertThat(served().find("wxb").orElseThrow().platform()).isEqualTo("two");
    }

    @Test
    void aKindThatComesBeforeItsAppWaitsForIt() {
        kinds.write("wxa=website,wxb=official");
        refresh();
        refresh();
        assertThat(refused).as("told once").containsExactly("app_kinds");
        assertThat(served().find("wxb")).isEmpty();
        apps.write("wxa:1,wxb:2");
        refresh();
        assertThat(served().find("wxb").orElseThrow().kind()).isEqualTo(AppKind.OFFICIAL);
        assertThat(refused).hasSize(1);
    }

    @Test
    void anAppThatIsTakenOutIsServedNoMoreWhateverElseNamesIt() {
        apps.write("wxb:2");
        refresh();
        assertThat(served().find("wxa")).isEmpty();
        assertThat(served().find("wxb").orElseThrow().kind()).isEqualTo(AppKind.MINIPROGRAM);
    }

    private Apps served() {
        return settings.get();
    }

    private void refresh() {
        for (Reloadable<?> setting : settings.reloadables()) {
            try {
                setting.refresh();
            } catch (IllegalArgumentException e) {
                refused.add(setting.path());
            }
        }
    }
}
