package dev.wxauth.app;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of WeChat's fronts an app is (contract, section 11). What follows from that stands here, so that nobody asks which
 * it is.
 */
public enum AppKind {
    /** Its codes come from {@code wx.login}, and only its own client ever has them. */
    MINIPROGRAM(false),
    /** Pages of an official account. */
    OFFICIAL(true),
    WEBSITE(true),
    MOBILE(true);

    private final boolean forServers;

    AppKind(boolean forServers) {
        this.forServers = forServers;
    }

    /**
     * Whether only a server may bring its codes: they pass through a browser or another app, and are bound to a user by the
     * {@code state} that the server checks.
     */
    public boolean isForServers() {
        return forServers;
    }

    /** Whether its users have a session_key, and so what needs one or goes with it: open data, the phone button. */
    public boolean hasSessionKeys() {
        return !forServers;
    }

    /** Its name in the configuration, in answers and in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name. */
    static Optional<AppKind> find(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }
}
