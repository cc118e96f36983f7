package dev.wxauth.vault;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A JSON object that WeChat made.
 *
 * @param text as WeChat made it, but that control characters inside texts are escaped: nicknames bring them, and WeChat
 *     leaves them as they are, which is no JSON (RFC 8259 section 7)
 * @param members the same, read
 */
public record OpenedData(String text, JsonObject members) {
    private static final String WATERMARK = "watermark";
    private static final char FIRST_PRINTABLE = ' ';

    /** The object in a text, or empty when there is none. */
    public static Optional<OpenedData> parse(String made) {
        String text = escapeControls(made);
        try {
            JsonObject members = new JsonObject(text);
            return members.getMap() == null ? Optional.empty() : Optional.of(new OpenedData(text, members));
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static String escapeControls(String made) {
        StringBuilder text = new StringBuilder(made.length());
        boolean inside = false;
        boolean escaped = false;
        for (int i = 0; i < made.length(); i++) {
            char c = made.charAt(i);
            if (inside && c < FIRST_PRINTABLE) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
            inside = (c == '"' && !escaped) != inside;
            escaped = c == '\\' && !escaped;
        }
        return text.toString();
    }

    /** Whether it bears a watermark. */
    public boolean hasWatermark() {
        return members.containsKey(WATERMARK);
    }

    /** Whether its watermark names this app. */
    public boolean isFor(String appid) {
        return members.getValue(WATERMARK) instanceof JsonObject watermark && appid.equals(watermark.getValue("appid"));
    }

    /** Whether it says of no other user that it is theirs: WeChat leaves the openId out of newer data. */
    public boolean mayBelongTo(String openid) {
        return !members.containsKey("openId") || openid.equals(members.getValue("openId"));
    }

    @Override
    public String toString() {
        return "opened data";
    }
}
