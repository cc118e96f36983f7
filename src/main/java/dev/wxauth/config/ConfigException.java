package dev.wxauth.config;

import java.util.List;

/** A configuration that cannot be used: one message that lists every fault and shows no value. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigException(List<String> faults) {
        super("The configuration has " + faults.size() + (faults.size() == 1 ? " fault:" : " faults:")
                + String.join("", faults.stream().map(fault -> "\n  - " + fault).toList()));
    }
}
