package dev.wxauth.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Counts things of a known kind, each kind from 0 on: one that has never happened is shown, too. Thread-safe.
 *
 * @param <K> the kinds; in small letters they are the label's values
 */
public final class Counts<K extends Enum<K>> {
    private final Map<K, Counter> counters;

    Counts(Registration meters, String name, String help, String label, Class<K> kinds) {
        counters = new EnumMap<>(kinds);
        Stream.of(kinds.getEnumConstants())
                .forEach(kind -> counters.put(kind, meters.counter(name, help, Tags.of(label, text(kind)))));
    }

    private static String text(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** One more of this kind. */
    public void add(K kind) {
        Objects.requireNonNull(counters.get(kind), "each kind is counted").increment();
    }
}
