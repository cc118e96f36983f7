package dev.wxauth.wechat.credential;

import dev.wxauth.settings.Secret;
import dev.wxauth.wechat.transport.WeChatAnswer;
import dev.wxauth.wechat.transport.WeChatRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/**
 * Fetches access_tokens (WeChat page "getStableAccessToken", {@code POST /cgi-bin/stable_token}) in normal mode, in which
 * WeChat gives the same token to all who ask and so nobody's token is killed by somebody else's fetch.
 */
final class StableTokenApi {
    private static final String PATH = "/cgi-bin/stable_token";

    private final AppSecrets secrets;

    StableTokenApi(AppSecrets secrets) {
        this.secrets = secrets;
    }

    /** Succeeds with a token that WeChat has just given; fails with a fault as the contract's error table says. */
    Future<WeChatCredential> fetch(String appid) {
        return secrets.ask(appid, secret -> request(appid, secret)).map(StableTokenApi::credential);
    }

    private static WeChatRequest request(String appid, Secret secret) {
        JsonObject body = new JsonObject()
                .put("grant_type", "client_credential")
                .put("appid", appid)
                .put("secret", secret.reveal())
                .put("force_refresh", false);
        return new WeChatRequest(appid, WeChatRequest.Api.WXA, PATH, Map.of(), body, StableTokenApi::credential);
    }

    private static WeChatCredential credential(WeChatAnswer answer) {
        String token =
                answer.text("access_token").orElseThrow(() -> answer.unusable("WeChat's answer has no access_token"));
        if (!(answer.json().getValue("expires_in") instanceof Number seconds) || seconds.longValue() <= 0) {
            throw answer.unusable("WeChat's answer does not say how long its access_token lives");
        }
        return new WeChatCredential(new Secret(token), Duration.ofSeconds(seconds.longValue()));
    }
}
