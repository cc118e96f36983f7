package dev.wxauth.crypto;

import dev.wxauth.crypto.MasterKeys.MasterKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The derived keys of one set of master keys.
 *
 * @param source what they were derived from
 * @param kids in the operator's order
 */
record DerivedKeys(MasterKeys source, List<String> kids, Map<String, Map<Purpose, DerivedKey>> byKid) {
    static DerivedKeys from(MasterKeys source) {
        return new DerivedKeys(
                source,
                source.kids(),
                source.keys().stream().collect(Collectors.toMap(MasterKey::kid, DerivedKeys::all)));
    }

    private static Map<Purpose, DerivedKey> all(MasterKey master) {
        return List.of(Purpose.values()).stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        purpose -> DerivedKey.of(master, purpose),
                        (first, second) -> first,
                        () -> new EnumMap<>(Purpose.class)));
    }

    /**
     * The key of that id for that purpose.
     *
     * @throws UnknownKeyException when it is not held
     */
    DerivedKey get(String kid, Purpose purpose) {
        Map<Purpose, DerivedKey> keys = byKid.get(kid);
        if (keys == null) {
            throw new UnknownKeyException(KeyKind.MASTER, kid);
        }
        return Objects.requireNonNull(keys.get(purpose), "there is a key for each purpose");
    }
}
