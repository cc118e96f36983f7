package dev.wxauth.wechat;

import dev.wxauth.settings.Reloadable;
import dev.wxauth.settings.Setting;
import dev.wxauth.settings.SettingReader;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the operator says of apps, in three settings of which each may change while the program runs.
 *
 * @param served the apps that are served, with their AppSecrets
 * @param kinds which kind each is
 * @param platforms which Open Platform account each is bound to
 */
public record AppSettings(Reloadable<Apps> served, Reloadable<AppKinds> kinds, Reloadable<OpenPlatforms> platforms)
        implements Supplier<Apps> {
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

    /** The apps as they are now. One that is taken out is served no more, whatever the other settings still say of it. */
    @Override
    public Apps get() {
        return new Apps(served.get().secrets(), kinds.get(), platforms.get());
    }

    /** In the order in which they are to be read again: the others may name only what is served. */
    public List<Reloadable<?>> reloadables() {
        return List.of(served, kinds, platforms);
    }
}
