package dev.wxauth.settings;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up secrets and clients again when their mounted files change. */
public final class SecretFiles {
    private static final Logger log = LoggerFactory.getLogger(SecretFiles.class);

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Reloadable<?>> settings;
    private final Consumer<String> onRefused;
    private volatile long readAt = System.nanoTime() - FRESH_NANOS;

    /**
     * @param settings what may change
     * @param onRefused told the name of a setting whose change was no good, once for each such change
     */
    public SecretFiles(List<Reloadable<?>> settings, Consumer<String> onRefused) {
        this.settings = settings;
        this.onRefused = onRefused;
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
            settings.forEach(this::refresh);
            readAt = begun;
        }
    }

    private void refresh(Reloadable<?> setting) {
        try {
            if (setting.refresh()) {
                log.info("{} changed and was taken up", setting.name());
            }
        } catch (RuntimeException e) {
            log.error("{} changed and was refused, the old value stays: {}", setting.name(), Parse.sentence(e));
            onRefused.accept(setting.name());
        }
    }
}
