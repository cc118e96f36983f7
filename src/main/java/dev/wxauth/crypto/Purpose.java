package dev.wxauth.crypto;

/** What a derived key is for; each purpose has a key of its own, so that nothing made for one serves another. */
public enum Purpose {
    /** Session_keys at rest. */
    SESSION_KEY,
    /** Telling whether a session_key is the one already held, without opening it. */
    SESSION_KEY_FINGERPRINT,
    /** The MAC of an skey. */
    SKEY,
    /** Telling whether a refresh is the one that replaced an skey, by its Idempotency-Key. */
    REFRESH_MARK,
    /** Answers kept for an Idempotency-Key. */
    KEPT_ANSWER,
    /** The MAC of a device_code. */
    DEVICE_CODE,
    /** The id of the session that a device_code may become. */
    DEVICE_SESSION,
    /** Codes that a user types, as they are looked up. */
    TYPED_CODE,
    /** The ticket behind a code that a user types. */
    DEVICE_TICKET,
    /** The answer that a device_code was redeemed for. */
    DEVICE_ANSWER,
    /** WeChat's access_token. */
    WECHAT_TOKEN,
    /** Openids in audit lines. */
    AUDIT,
    /** Telling whether two pods hold the same setting. */
    SETTING_FINGERPRINT
}
