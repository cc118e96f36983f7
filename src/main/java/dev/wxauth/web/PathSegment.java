package dev.wxauth.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A segment of a path that stands for a text of printable ASCII characters, as openids are. What RFC 3986 section 3.3 does
 * not let stand in a segment comes percent-encoded, a slash and a percent sign among it; a plus is a plus.
 */
final class PathSegment {
    /** A regular expression: such a segment and no other. Dots alone would be steps through the path (section 5.2.4). */
    public static final String ANY_TEXT = "(?!\\.{1,2}(?:/|$))(?:[A-Za-z0-9._~!$&'()*+,;=:@-]"
            + "|%(?:2[1-9A-Fa-f]|[3-6][0-9A-Fa-f]|7[0-9A-Ea-e]))++";

    private PathSegment() {}

    /** The text that a segment of that form stands for. */
    public static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.US_ASCII);
    }
}
