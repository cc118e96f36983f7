package dev.wxauth.app;

import dev.wxauth.settings.Reloadable;
import dev.wxauth.settings.Secret;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator says of apps, in three settings of which each may change while the program runs.
 *
 * <p>All three are taken up at one moment, when all of them have been read: an app that was new before its kind and account
 * would be a mini program of the main account for as long. For the same reason nothing new is taken up while one of the three
 * is refused, but for other AppSecrets; an app that is taken out is served no more. Thread-safe.
 */
public final class AppSettings implements Supplier<Apps> {
    private static final Logger log = LoggerFactory.getLogger(AppSettings.class);

    private final Reloadable<Apps> served;
    private final Reloadable<AppKinds> kinds;
    private final Reloadable<OpenPlatforms> platforms;
    private volatile Apps inForce;
    private boolean waiting;

    private AppSettings(Reloadable<Apps> served, Reloadable<AppKinds> kinds, Reloadable<OpenPlatforms> platforms) {
        this.served = served;
        this.kinds = kinds;
        this.platforms = platforms;
        this.inForce = together();
    }

    /** Reads them, and leaves what is wrong with them to the reader. */
    public static AppSettings read(SettingReader settings) {
        Reloadable<Apps> served = settings.reloadable(Setting.APPS, Apps::parse);
        return new AppSettings(
                served,
                settings.reloadable(Setting.APP_KINDS, text -> AppKinds.parse(text, isIn(served.get()))),
                settings.reloadable(Setting.OPEN_PLATFORMS, text -> OpenPlatforms.parse(text, isIn(served.get()))));
    }

    /** Where the apps themselves cannot be read, that is the fault to be told. */
    @SuppressWarnings("NullAway")
    private static Predicate<String> isIn(Apps served) {
        return appid -> served == null || served.contains(appid);
    }

    /** None where they cannot be read: then nothing starts. */
    private Apps together() {
        return new Apps(
                Optional.ofNullable(served.get()).map(Apps::secrets).orElse(Map.of()), kinds.get(), platforms.get());
    }

    /** The apps as they are now. One that is taken out is served no more, whatever the other settings still say of it. */
    @Override
    public Apps get() {
        return inForce;
    }

    /** In the order in which they are to be read again, before {@link #takeUp}: the others may name only what is served. */
    public List<Reloadable<?>> reloadables() {
        return List.of(served, kinds, platforms);
    }

    /** What has been read of all three is in force from now on. By one thread at a time. */
    public void takeUp() {
        boolean whole = served.isCurrent() && kinds.isCurrent() && platforms.isCurrent();
        if (!whole && !waiting) {
            log.error(
                    "one of the settings of apps was refused: until it is mended no app is new, and none changes its kind or account");
        }
        waiting = !whole;
        inForce = whole ? together() : withoutNews();
    }

    /** Nobody knows what the refused one should say of an app that has come or changed: it might become a mini program. */
    private Apps withoutNews() {
        Apps before = inForce;
        Map<String, List<Secret>> known = new LinkedHashMap<>(served.get().secrets());
        known.keySet().retainAll(before.secrets().keySet());
        return new Apps(Map.copyOf(known), before.kinds(), before.platforms());
    }
}
