package dev.wxauth.vault;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A JSON object that WeChat made.
 *
 * @param text exactly as WeChat made it
 * @param members the same, read
 */
public record OpenedData(String text, JsonObject members) {
    private static final String WATERMARK = "watermark";

    /** The object in a text, or empty when there is none. */
    public static Optional<OpenedData> parse(String text) {
        try {
            JsonObject members = new JsonObject(text);
            return members.getMap() == null ? Optional.empty() : Optional.of(new OpenedData(text, members));
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
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
