package dev.wxauth.wechat.miniprogram;

import dev.wxauth.app.App;
import dev.wxauth.app.CodeExchange;
import dev.wxauth.app.CodeSession;
import dev.wxauth.identity.UserId;
import dev.wxauth.settings.Secret;
import dev.wxauth.wechat.credential.AppSecrets;
import dev.wxauth.wechat.transport.WeChatAnswer;
import dev.wxauth.wechat.transport.WeChatRequest;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Exchanges the codes of {@code wx.login} (WeChat page "code2Session", {@code GET /sns/jscode2session}). */
public final class CodeToSession implements CodeExchange {
    private static final String PATH = "/sns/jscode2session";
    private static final int SESSION_KEY_BYTES = 16;

    private final AppSecrets secrets;

    /** Takes what asks with the right AppSecret. */
    public CodeToSession(AppSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Future<CodeSession> exchange(App app, String code) {
        return secrets.ask(app.appid(), secret -> request(app.appid(), code, secret))
                .map(CodeToSession::session);
    }

    private static WeChatRequest request(String appid, String code, Secret secret) {
        Map<String, String> query =
                Map.of("appid", appid, "secret", secret.reveal(), "js_code", code, "grant_type", "authorization_code");
        return new WeChatRequest(appid, WeChatRequest.Api.SNS, PATH, query, null, CodeToSession::session);
    }

    private static CodeSession session(WeChatAnswer answer) {
        UserId user = answer.user();
        Secret sessionKey =
                sessionKey(answer).orElseThrow(() -> answer.unusable("WeChat's answer has no usable session_key"));
        return new CodeSession(user, answer.id("unionid"), Optional.of(sessionKey));
    }

    /** A session_key, if there is one that AES can use. */
    static Optional<Secret> sessionKey(WeChatAnswer answer) {
        return answer.text("session_key").filter(CodeToSession::isKey).map(Secret::new);
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == SESSION_KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
