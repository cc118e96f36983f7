package dev.wxauth.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up secrets and what else may change when their mounted files change. */
public final class SecretFiles {
    private static final Logger log = LoggerFactory.getLogger(SecretFiles.class);

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Reloadable<?>> settings;
    private final Runnable takeUp;
    private final ReloadListener listener;
    private volatile long readAt = System.nanoTime() - FRESH_NANOS;

    /**
     * @param settings what may change
     * @param takeUp puts into force what several of them say together, each time that all have been read
     * @param listener told of each change, once it is in force
     */
    public SecretFiles(List<Reloadable<?>> settings, Runnable takeUp, ReloadListener listener) {
        this.settings = settings;
        this.takeUp = takeUp;
        this.listener = listener;
    }

    /** Whether every file has been read within the last second. */
    public boolean areFresh() {
        return System.nanoTime() - readAt < FRESH_NANOS;
    }

    /**
     * Reads every file again, whatever is wrong with those before it, unless that has just been done. Blocks: for worker
     * threads only.
     */
    public synchronized void refreshUnlessFresh() {
        if (!areFresh()) {
            long begun = System.nanoTime();
            Set<Reloadable<?>> changed = readUntilNoMoreChange();
            takeUp.run();
            changed.forEach(this::tell);
            if (!changed.isEmpty()) {
                settings.stream().filter(setting -> !changed.contains(setting)).forEach(this::tellUnlessFit);
            }
            readAt = begun;
        }
    }

    /** A Secret may be replaced while its files are read; those that were read before that are then read again. */
    private Set<Reloadable<?>> readUntilNoMoreChange() {
        Set<Reloadable<?>> changed = new LinkedHashSet<>();
        boolean more = true;
        while (more) {
            more = changed.addAll(settings.stream().filter(this::isChanged).toList());
        }
        return changed;
    }

    private void tell(Reloadable<?> setting) {
        log.info("{} changed and was taken up", setting.name());
        listener.taken(setting);
    }

    /** The value stays, since what changed must not wait for it; but with these files no program starts. */
    private void tellUnlessFit(Reloadable<?> setting) {
        try {
            setting.requireFit();
        } catch (RuntimeException e) {
            refuse(setting, "does not fit what changed, and the next start will fail", e);
        }
    }

    private boolean isChanged(Reloadable<?> setting) {
        try {
            return setting.refresh();
        } catch (RuntimeException e) {
            refuse(setting, "changed and was refused, the old value stays", e);
            return false;
        }
    }

    private void refuse(Reloadable<?> setting, String what, RuntimeException why) {
        log.error("{} {}: {}", setting.name(), what, String.join("; ", Parse.sentences(why)));
        listener.refused(setting);
    }
}
