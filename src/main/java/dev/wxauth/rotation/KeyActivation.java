package dev.wxauth.rotation;

import dev.wxauth.crypto.KeyChoice;
import dev.wxauth.crypto.KeyKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which key seals or signs now, as this pod has learned it from Redis (contract, section 6, "One step rotates"): the first
 * in the operator's order that has begun; when none has, the one that begins first.
 *
 * <p>Thread-safe: any event loop may learn, all ask.
 */
public final class KeyActivation {
    private record Key(KeyKind kind, String kid) {}

    /**
     * What is known of one key, on this process' monotonic clock (nanoseconds).
     *
     * @param seen when Redis first saw it
     * @param begins when it begins to seal or sign
     */
    record Times(long seen, long begins) {}

    private final Supplier<List<String>> masterKids;
    private final Supplier<List<String>> signingKids;
    private final Duration delay;
    private volatile Map<Key, Times> known = Map.of();
    private volatile Set<Key> letGo = Set.of();

    /**
     * Takes the ids of the keys that this pod holds, in the operator's order, which may change at any time.
     *
     * @param delay how long a new key only opens and verifies
     */
    public KeyActivation(Supplier<List<String>> masterKids, Supplier<List<String>> signingKids, Duration delay) {
        this.masterKids = masterKids;
        this.signingKids = signingKids;
        this.delay = delay;
    }

    /** How long a new key only opens and verifies. */
    Duration delay() {
        return delay;
    }

    /** The ids of the keys that this pod holds, in the operator's order. */
    List<String> held(KeyKind kind) {
        return switch (kind) {
            case MASTER -> masterKids.get();
            case SIGNING -> signingKids.get();
        };
    }

    /** The choice among keys of one kind. */
    public KeyChoice choice(KeyKind kind) {
        return kids -> among(kind, kids);
    }

    private Optional<String> among(KeyKind kind, List<String> kids) {
        Map<Key, Times> now = known;
        String first = null;
        long soonest = Long.MAX_VALUE;
        for (String kid : kids) {
            long left = untilItBegins(now.get(new Key(kind, kid)));
            if (left == 0) {
                return Optional.of(kid);
            }
            if (left < soonest) {
                soonest = left;
                first = kid;
            }
        }
        return Optional.ofNullable(first);
    }

    /** Nothing for what has begun; what is not known never begins. */
    private static long untilItBegins(@Nullable Times times) {
        return times == null ? Long.MAX_VALUE : Math.max(0, times.begins() - System.nanoTime());
    }

    /** Whether there is a choice among the keys held, of both kinds. */
    public boolean isKnown() {
        return List.of(KeyKind.values()).stream()
                .allMatch(kind -> among(kind, held(kind)).isPresent());
    }

    /** Whether this pod holds this key, or did. */
    boolean everHeld(KeyKind kind, String kid) {
        Key key = new Key(kind, kid);
        return known.containsKey(key) || letGo.contains(key);
    }

    /**
     * The ids of the keys that this pod holds. When others began is forgotten, which {@link #find} does not tell any more: one
     * that comes back is new.
     */
    synchronized List<String> forgetOthersThanHeld(KeyKind kind) {
        List<String> kids = held(kind);
        Map<Key, Times> still = new HashMap<>(known);
        Set<Key> gone = new HashSet<>(letGo);
        still.keySet().removeIf(key -> key.kind() == kind && !kids.contains(key.kid()) && gone.add(key));
        known = Map.copyOf(still);
        letGo = Set.copyOf(gone);
        return kids;
    }

    /** What is known of a key that has been held all along, if anything is. */
    Optional<Times> find(KeyKind kind, String kid) {
        return Optional.ofNullable(known.get(new Key(kind, kid)));
    }

    /** Takes what Redis said of one key. */
    synchronized void learn(KeyKind kind, String kid, Times times) {
        Map<Key, Times> next = new HashMap<>(known);
        next.put(new Key(kind, kid), times);
        known = Map.copyOf(next);
    }
}
