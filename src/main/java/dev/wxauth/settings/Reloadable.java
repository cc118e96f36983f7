package dev.wxauth.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A setting that may change while the program runs, because it came from a mounted file. Readers on any thread see the
 * newest good value; a bad change keeps the old one.
 */
public final class Reloadable<T> implements Supplier<T> {
    private final String name;
    private final @Nullable Path file;
    private final Function<String, T> parser;
    private String seen;
    private volatile T value;

    private Reloadable(String name, @Nullable Path file, Function<String, T> parser, String seen, T value) {
        this.name = name;
        this.file = file;
        this.parser = parser;
        this.seen = seen;
        this.value = value;
    }

    /** A value that never changes. */
    public static <T> Reloadable<T> fixed(T value) {
        return new Reloadable<>("", null, text -> value, "", value);
    }

    static <T> Reloadable<T> of(SettingText text, Function<String, T> parser, T value) {
        return new Reloadable<>(text.name(), text.file(), parser, text.text(), value);
    }

    @Override
    public T get() {
        return value;
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
            return false;
        }
        seen = text;
        if (text.isEmpty()) {
            throw new IllegalArgumentException("its file is empty");
        }
        value = parser.apply(text);
        return true;
    }

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
        String marker = "unreadable";
        if (marker.equals(seen)) {
            return marker;
        }
        seen = marker;
        throw new IllegalArgumentException("its file cannot be read");
    }
}
