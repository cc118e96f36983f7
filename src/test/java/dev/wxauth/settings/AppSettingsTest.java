package dev.wxauth.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.app.App;
import dev.wxauth.app.AppKind;
import dev.wxauth.app.AppSettings;
import dev.wxauth.app.Apps;
import dev.wxauth.support.MountedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    private final List<Apps> seenByListeners = new ArrayList<>();

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

    @Test
    void whatStillNamesAnAppThatIsTakenOutIsTold() {
        apps.write("wxb:2");
        refresh();
        assertThat(refused).containsExactly("app_kinds", "open_platforms");
        refresh();
        assertThat(refused).as("told once").hasSize(2);
        kinds.write("wxb=official");
        refresh();
        assertThat(refused)
                .as("and again with the next change")
                .endsWith("open_platforms")
                .hasSize(3);
        platforms.write("wxb=two");
        refresh();
        assertThat(refused).hasSize(3);
    }

    /** A website's login would want no client until somebody mends it. */
    @ParameterizedTest
    @ValueSource(strings = {"wxa=websight,wxb=website", "wxa=website,wxb=website,,=", ""})
    void anAppIsNotNewWhileItsKindIsRefused(String bad) {
        apps.write("wxa:3,wxb:2");
        kinds.write(bad);
        refresh();
        assertThat(refused).containsExactly("app_kinds");
        assertThat(served().all()).containsExactly(new App("wxa", AppKind.WEBSITE, "one"));
        assertThat(served().secrets().get("wxa")).containsExactly(new Secret("3"));
        kinds.write("wxa=website,wxb=official");
        refresh();
        assertThat(served().find("wxb").orElseThrow().kind()).isEqualTo(AppKind.OFFICIAL);
    }

    @Test
    void anAppIsNotNewWhileItsAccountIsRefused() {
        apps.write("wxa:1,wxb:2");
        platforms.write("wxa=one,wxb=bad name!");
        refresh();
        assertThat(refused).containsExactly("open_platforms");
        assertThat(served().find("wxb")).isEmpty();
    }

    @Test
    void anAppKeepsItsKindWhileItCannotBeTakenOut() {
        apps.write("nonsense");
        kinds.write("");
        platforms.write("wxa=two");
        refresh();
        assertThat(served().all()).containsExactly(new App("wxa", AppKind.WEBSITE, "one"));
        kinds.write(" ,");
        refresh();
        assertThat(served().all()).containsExactly(new App("wxa", AppKind.WEBSITE, "one"));
    }

    @Test
    void anAppThatIsTakenOutIsServedNoMoreWhateverElseIsRefused() {
        apps.write("wxb:2");
        kinds.write("nonsense");
        refresh();
        assertThat(served().all()).isEmpty();
    }

    /** A website's login would want no client for as long, and its user would be another person. */
    @Test
    void noRequestSeesAnAppWithoutItsKindAndAccountNorAMixOfOldAndNew() {
        MountedFile clock = new MountedFile("clock", "before");
        List<App> seen = new ArrayList<>();
        List<Reloadable<?>> withLooks = settings.reloadables().stream()
                .<Reloadable<?>>flatMap(setting -> Stream.of(setting, look(clock, seen)))
                .toList();
        apps.write("wxa:1,wxb:2");
        kinds.write("wxa=official,wxb=mobile");
        platforms.write("wxa=two,wxb=two");
        clock.write("after");
        refresh(withLooks);
        assertThat(seen).hasSize(3).containsOnly(new App("wxa", AppKind.WEBSITE, "one"));
        List<App> after = List.of(new App("wxa", AppKind.OFFICIAL, "two"), new App("wxb", AppKind.MOBILE, "two"));
        assertThat(served().all()).isEqualTo(after);
        assertThat(seenByListeners)
                .hasSize(6)
                .allSatisfy(told -> assertThat(told.all()).isEqualTo(after));
    }

    /** The apps' file was read before the Secret changed, and the others after it. */
    @Test
    void aSecretThatIsReplacedWhileItIsReadIsReadAgain() {
        apps.write("wxa:1,wxb:2");
        refresh();
        MountedFile clock = new MountedFile("clock", "before");
        List<Reloadable<?>> withReplacement = new ArrayList<>(settings.reloadables());
        withReplacement.add(1, on(clock, this::replace));
        clock.write("after");
        refresh(withReplacement);
        assertThat(served().all()).containsExactly(new App("wxb", AppKind.OFFICIAL, "two"));
    }

    private static Reloadable<String> on(MountedFile clock, UnaryOperator<String> read) {
        SettingText text = new SettingText(Setting.CLIENTS, "clock", "before", Path.of(clock.path()));
        return Reloadable.of(text, read, "before");
    }

    private String replace(String content) {
        apps.write("wxb:2");
        kinds.write("wxb=official");
        platforms.write("wxb=two");
        return content;
    }

    /** A setting that is read between two others, and then sees what a request would. */
    private Reloadable<String> look(MountedFile clock, List<App> seen) {
        return on(clock, content -> look(content, seen));
    }

    private String look(String content, List<App> seen) {
        seen.addAll(served().all());
        return content;
    }

    private Apps served() {
        return settings.get();
    }

    private void refresh() {
        refresh(settings.reloadables());
    }

    private void refresh(List<Reloadable<?>> read) {
        new SecretFiles(read, settings::takeUp, new Listener()).refreshUnlessFresh();
    }

    private final class Listener implements ReloadListener {
        @Override
        public void taken(Reloadable<?> setting) {
            seenByListeners.add(served());
        }

        @Override
        public void refused(Reloadable<?> setting) {
            refused.add(setting.path());
        }
    }
}
