package dev.wxauth.crypto;

import java.util.List;
import java.util.Optional;

/** Tells which of several keys seals or signs now. */
@FunctionalInterface
public interface KeyChoice {
    /**
     * The key to seal or sign with, or empty while that is not known.
     *
     * @param kids the keys that could, in the operator's order
     */
    Optional<String> among(List<String> kids);
}
