package dev.wxauth.app;

import dev.wxauth.settings.Reloadable;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the operator says of apps, in three settings of which each may change while the program runs.
 *
 * <p>All three are taken up at one moment, when all of them have been read: an app that was new before its kind and account
 * would be a mini program of the main account for as long. Thread-safe.
 */
public final class AppSettings implements Supplier<Apps> {
    private final Reloadable<Apps> served;
    private final Reloadable<AppKinds> kinds;
    private final Reloadable<OpenPlatforms> platforms;
    private volatile Apps inForce;

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
        inForce = together();
    }
}
