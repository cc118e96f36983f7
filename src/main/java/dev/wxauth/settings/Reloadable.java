package dev.wxauth.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A setting that may change while the program runs, because it came from a mounted file. Readers on any thread see the
 * newest good value; a bad change keeps the old one.
 */
public final class Reloadable<T> implements Supplier<T> {
    /** No file's own content, around which spaces are taken away. */
    private static final String UNREADABLE = " ";

    private final Setting setting;
    private final String name;
    private final @Nullable Path file;
    private final Function<String, T> parser;
    private String seen;
    private volatile InForce<T> inForce;

    private record InForce<T>(String text, T value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    private Reloadable(SettingText start, Function<String, T> parser, T value) {
        this.setting = start.setting();
        this.name = start.name();
        this.file = start.file();
        this.parser = parser;
        this.seen = start.text();
        this.inForce = new InForce<>(start.text(), value);
    }

    static <T> Reloadable<T> of(SettingText text, Function<String, T> parser, T value) {
        return new Reloadable<>(text, parser, value);
    }

    @Override
    public T get() {
        return inForce.value();
    }

    /** The path of the setting in the configuration file. */
    public String path() {
        return setting.path();
    }

    /** The text of the value that is in force: a secret, but for its hash. */
    public Secret text() {
        return new Secret(inForce.text());
    }

    /**
     * Reads the file again, if there is one. Blocks: for worker threads only, and one at a time.
     *
     * @return whether the value changed
     * @throws IllegalArgumentException if the file's new content is no good; thrown once for each bad content, as is
     *     whatever else the parser throws
     */
    synchronized boolean refresh() {
        if (file == null) {
            return false;
        }
        String text = read(file);
        if (text.equals(seen)) {
            return isRefused(text) && isGoodNow(text);
        }
        seen = text;
        if (text.isEmpty()) {
            throw new IllegalArgumentException("its file is empty");
        }
        take(text);
        return true;
    }

    private boolean isRefused(String text) {
        return !isCurrent() && !text.isEmpty() && !text.equals(UNREADABLE);
    }

    /** What does not fit another setting may do so once that has changed too. That it was refused has been told. */
    private boolean isGoodNow(String text) {
        try {
            take(text);
            return true;
        } catch (RuntimeException refusedAsBefore) {
            return false;
        }
    }

    /** Whether the value in force is what its file said last, and not what stays of one before. */
    public synchronized boolean isCurrent() {
        return seen.equals(inForce.text());
    }

    /** Throws as the parser does when the value in force, which its file still holds, fits the other settings no more. */
    synchronized void requireFit() {
        if (isCurrent()) {
            Objects.requireNonNull(parser.apply(seen));
        }
    }

    private void take(String text) {
        inForce = new InForce<>(text, parser.apply(text));
    }

    /** What the operator called it, for messages. */
    String name() {
        return name;
    }

    private String read(Path file) {
        try {
            return SettingText.read(file);
        } catch (IOException e) {
            return unreadable();
        }
    }

    /** A file that is gone is reported once, like any other bad change. */
    private String unreadable() {
        if (UNREADABLE.equals(seen)) {
            return UNREADABLE;
        }
        seen = UNREADABLE;
        throw new IllegalArgumentException("its file cannot be read");
    }
}
