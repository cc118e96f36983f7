package dev.wxauth.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wxauth.app.Apps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadableTest {
    @TempDir
    Path directory;

    @Test
    void aChangedFileIsTakenUpAndABadChangeIsNot() throws Exception {
        Path apps = Files.writeString(directory.resolve("apps"), "wxa:1");
        Reloadable<Apps> setting = SettingReader.open(Map.of("WXAUTH_APPS_FILE", apps.toString()), directory)
                .reloadable(Setting.APPS, Apps::parse);
        assertThat(setting.refresh()).isFalse();
        Files.writeString(apps, "wxb:2");
        assertThat(setting.refresh()).isTrue();
        assertThat(setting.get().secrets()).containsOnlyKeys("wxb");
        Files.writeString(apps, "nonsense");
        assertThatThrownBy(setting::refresh).isInstanceOf(IllegalArgumentException.class);
        assertThat(setting.refresh()).isFalse();
        assertThat(setting.get().secrets()).containsOnlyKeys("wxb");
        Files.delete(apps);
        assertThatThrownBy(setting::refresh).isInstanceOf(IllegalArgumentException.class);
        assertThat(setting.refresh()).isFalse();
        assertThat(setting.get().secrets()).containsOnlyKeys("wxb");
        Files.writeString(apps, "wxc:3");
        assertThat(setting.refresh()).isTrue();
    }

    @Test
    void aFileThatIsGoneIsToldWhateverItHeld() throws Exception {
        Path file = Files.writeString(directory.resolve("word"), "one");
        Reloadable<String> setting = SettingReader.open(Map.of("WXAUTH_APPS_FILE", file.toString()), directory)
                .reloadable(Setting.APPS, text -> text);
        Files.writeString(file, "unreadable");
        assertThat(setting.refresh()).isTrue();
        Files.delete(file);
        assertThatThrownBy(setting::refresh).hasMessageContaining("cannot be read");
        assertThat(setting.get()).isEqualTo("unreadable");
    }
}
