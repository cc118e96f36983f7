package dev.wxauth.wechat;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * One request to WeChat. It carries secrets in its query, as WeChat wants it, and so prints only its path.
 *
 * @param appid the mini program it is for
 * @param api which of WeChat's APIs it belongs to
 * @param path below the base URL
 * @param query parameters, not yet encoded
 * @param body a JSON body, which makes the request a POST, or null
 */
record WeChatRequest(String appid, Api api, String path, Map<String, String> query, JsonObject body) {
    /** Logins must not suffer from trouble with anything else, so each API has a circuit breaker of its own. */
    enum Api {
        SNS,
        WXA
    }

    static WeChatRequest get(String appid, Api api, String path, Map<String, String> query) {
        return new WeChatRequest(appid, api, path, query, null);
    }

    static WeChatRequest post(String appid, Api api, String path, Map<String, String> query, JsonObject body) {
        return new WeChatRequest(appid, api, path, query, body);
    }

    /** Whether an answer shows that WeChat works, be it a refusal; -1 and what is answered with 502 do not. */
    boolean isWellAnsweredBy(JsonObject answer) {
        return switch (api) {
            case SNS -> WeChatClient.isUsable(answer);
            case WXA -> WeChatAnswer.isUsable(answer);
        };
    }

    @Override
    public String toString() {
        return path + " of " + appid;
    }
}
