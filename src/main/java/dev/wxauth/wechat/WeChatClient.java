package dev.wxauth.wechat;

import dev.wxauth.identity.UserId;
import dev.wxauth.settings.Secret;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Exchanges codes with WeChat (WeChat page "code2Session", {@code GET /sns/jscode2session}). */
public final class WeChatClient {
    private static final String PATH = "/sns/jscode2session";
    private static final int SESSION_KEY_BYTES = 16;
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final WeChatTransport transport;
    private final AppSecrets secrets;

    WeChatClient(WeChatTransport transport, AppSecrets secrets) {
        this.transport = transport;
        this.secrets = secrets;
    }

    /**
     * Exchanges a code, which is spent by it whatever comes back. With two AppSecrets the other one is tried after 40125:
     * WeChat looks at the secret before it looks at the code.
     *
     * @return the user and the session_key, or fails as the contract's error table says
     */
    public Future<CodeSession> code2Session(String appid, String code) {
        return secrets.ask(appid, secret -> ask(appid, code, secret)).map(WeChatClient::read);
    }

    private Future<WeChatAnswer> ask(String appid, String code, Secret secret) {
        return transport.send(WeChatRequest.get(
                appid,
                WeChatRequest.Api.SNS,
                PATH,
                Map.of(
                        "appid",
                        appid,
                        "secret",
                        secret.reveal(),
                        "js_code",
                        code,
                        "grant_type",
                        "authorization_code")));
    }

    private static CodeSession read(WeChatAnswer answer) {
        String openid =
                id(answer.accepted(), "openid").orElseThrow(() -> answer.unusable("WeChat's answer has no openid"));
        Secret sessionKey =
                sessionKey(answer).orElseThrow(() -> answer.unusable("WeChat's answer has no usable session_key"));
        return new CodeSession(new UserId(answer.request().appid(), openid), id(answer, "unionid"), sessionKey);
    }

    /** Whether this is a refusal or a whole success: neither -1 nor what {@link #code2Session} answers with 502. */
    static boolean isUsable(WeChatAnswer answer) {
        return answer.isUsable()
                && (answer.requireErrcode() != 0
                        || (id(answer, "openid").isPresent()
                                && sessionKey(answer).isPresent()));
    }

    private static Optional<String> id(WeChatAnswer answer, String member) {
        return answer.text(member).filter(id -> ID.matcher(id).matches());
    }

    /** A session_key, if there is one that AES can use. */
    static Optional<Secret> sessionKey(WeChatAnswer answer) {
        return answer.text("session_key").filter(WeChatClient::isKey).map(Secret::new);
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == SESSION_KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
