package dev.wxauth.simulator;

import io.vertx.core.json.JsonObject;

/**
 * The open data that the user's WeChat makes for a mini program, sections 5.1 to 5.3 of the WeChat page, always under
 * the session_key that is alive at the moment of the call.
 */
public final class OpenData {

    private final SimulatedWeChat weChat;

    public OpenData(SimulatedWeChat weChat) {
        this.weChat = weChat;
    }

    /** {@code {"encryptedData", "iv"}}; the data get a watermark unless they bring their own. */
    public JsonObject encrypt(SimulatedUser user, JsonObject data) {
        JsonObject marked = data.copy();
        if (!marked.containsKey("watermark")) {
            marked.put("watermark", watermark(user.appid()));
        }
        String iv = OpenDataCipher.iv();
        String encrypted = OpenDataCipher.encrypt(user.sessionKey(), iv, marked.encode());
        return new JsonObject().put("encryptedData", encrypted).put("iv", iv);
    }

    /**
     * {@code {"rawData", "signature", "encryptedData", "iv"}}, of which only the encrypted part says who the user is.
     * An openId that userInfo brings along wins, for those who want to forge one.
     */
    public JsonObject signedProfile(SimulatedUser user, JsonObject userInfo) {
        String rawData = userInfo.encode();
        return new JsonObject()
                .put("rawData", rawData)
                .put("signature", OpenDataCipher.signature(user.sessionKey(), rawData))
                .mergeIn(encrypt(user, identity(user).mergeIn(userInfo)));
    }

    private JsonObject identity(SimulatedUser user) {
        JsonObject identity = new JsonObject().put("openId", user.openid());
        return weChat.bindsUnionid() ? identity.put("unionId", weChat.unionid(user)) : identity;
    }

    JsonObject watermark(String appid) {
        return new JsonObject()
                .put("timestamp", weChat.clock().instant().getEpochSecond())
                .put("appid", appid);
    }
}
