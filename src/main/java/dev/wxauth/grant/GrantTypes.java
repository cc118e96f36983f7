package dev.wxauth.grant;

import java.util.List;

/** The grants of the token endpoint, as clients name them and the metadata tell them (RFC 6749 section 6, RFC 8628 section 3.4). */
public final class GrantTypes {
    /** A device asks whether it may come in. */
    public static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    /** A session goes on. */
    public static final String REFRESH_TOKEN = "refresh_token";

    /** All of them. */
    public static final List<String> ALL = List.of(DEVICE_CODE, REFRESH_TOKEN);

    private GrantTypes() {}
}
