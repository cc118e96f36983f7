package dev.wxauth.grant;

/** Why a user may not see or decide a request. Users are told none of it. */
public enum Refusal {
    /** There is no such request, or no more. */
    GONE,
    /** It is another app's. */
    APP,
    /** Somebody else scanned it, or this user has not. */
    OWNER;

    static Refusal of(String word) {
        return switch (word) {
            case "app" -> APP;
            case "owner" -> OWNER;
            default -> GONE;
        };
    }
}
