package dev.wxauth.wechat.miniprogram;

import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.settings.Secret;
import dev.wxauth.wechat.credential.WeChatCredentials;
import dev.wxauth.wechat.transport.WeChatAnswer;
import dev.wxauth.wechat.transport.WeChatErrors;
import dev.wxauth.wechat.transport.WeChatRequest;
import dev.wxauth.wechat.transport.WeChatTransport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The calls under {@code /wxa}, which need an access_token. When WeChat refuses the token the call is repeated once with
 * another; what fails before the first call is sent is a fault that says {@linkplain Fault#unsent() nothing was sent}.
 */
public final class WxaClient {
    private static final Set<Integer> TOKEN_REFUSED =
            Set.of(WeChatErrors.INVALID_CREDENTIAL, WeChatErrors.INVALID_TOKEN, WeChatErrors.TOKEN_EXPIRED);

    private final WeChatTransport transport;
    private final WeChatCredentials credentials;

    /** Takes how to ask, and what WeChat lets in by. */
    public WxaClient(WeChatTransport transport, WeChatCredentials credentials) {
        this.transport = transport;
        this.credentials = credentials;
    }

    /**
     * Asks whether a session_key is still the user's (WeChat page "checkSessionKey").
     *
     * @param signature of the empty text under that session_key
     * @return succeeds when it is; fails with {@link Fault.SessionKeyStale} when it is not, and as the contract's error table
     *     says when WeChat does not tell
     */
    public Future<Void> checkSession(UserId user, String signature) {
        return ask(
                        user.appid(),
                        token -> get(user, "/wxa/checksession", signed(user, signature, token), WxaClient::saidSo))
                .map(WxaClient::saidSo);
    }

    /** Only here is errcode 0 the whole answer, so it has to be there. */
    private static Void saidSo(WeChatAnswer answer) {
        if (answer.json().getValue("errcode") == null) {
            throw answer.unusable("WeChat's answer has no errcode");
        }
        return null;
    }

    /**
     * Has the user's session_key replaced (WeChat page "resetUserSessionKey"); the old one is dead at once.
     *
     * @param signature of the empty text under the old one
     * @return the new one; fails with {@link Fault.SessionKeyStale} when the signature does not hold, and else as the
     *     contract's error table says
     */
    public Future<Secret> resetUserSessionKey(UserId user, String signature) {
        Consumer<WeChatAnswer> reader = answer -> sessionKeyOf(user, answer);
        return ask(user.appid(), token -> get(user, "/wxa/resetusersessionkey", signed(user, signature, token), reader))
                .map(answer -> sessionKeyOf(user, answer));
    }

    private static Secret sessionKeyOf(UserId user, WeChatAnswer answer) {
        if (!user.openid().equals(answer.json().getValue("openid", user.openid()))) {
            throw answer.unusable("WeChat's answer is about another user");
        }
        return CodeToSession.sessionKey(answer)
                .orElseThrow(() -> answer.unusable("WeChat's answer has no usable session_key"));
    }

    private static WeChatRequest get(
            UserId user, String path, Map<String, String> query, Consumer<WeChatAnswer> reader) {
        return new WeChatRequest(user.appid(), WeChatRequest.Api.WXA, path, query, null, reader);
    }

    private static Map<String, String> signed(UserId user, String signature, Secret token) {
        return Map.of(
                "access_token",
                token.reveal(),
                "openid",
                user.openid(),
                "signature",
                signature,
                "sig_method",
                "hmac_sha256");
    }

    /**
     * Exchanges the code of the phone button (WeChat page "getPhoneNumber"). WeChat is told whose code it must be.
     *
     * @return WeChat's phone_info; fails with {@link Fault.InvalidGrant} when WeChat refuses the code, and else as the
     *     contract's error table says
     */
    public Future<JsonObject> getPhoneNumber(UserId user, String code) {
        return send(user.appid(), token -> phone(user, code, token))
                .map(WxaClient::ofThisApp)
                .map(WeChatAnswer::accepted)
                .map(WxaClient::phoneInfo);
    }

    /** 40013 says here that the code is another app's, and not that the configuration is wrong. */
    private static WeChatAnswer ofThisApp(WeChatAnswer answer) {
        if (answer.isRefusal(WeChatErrors.INVALID_APPID)) {
            throw WeChatErrors.codeRefused("WeChat says this code is of another app", answer);
        }
        return answer;
    }

    private static WeChatRequest phone(UserId user, String code, Secret token) {
        return new WeChatRequest(
                user.appid(),
                WeChatRequest.Api.WXA,
                "/wxa/business/getuserphonenumber",
                Map.of("access_token", token.reveal()),
                new JsonObject().put("code", code).put("openid", user.openid()),
                WxaClient::phoneInfo);
    }

    private static JsonObject phoneInfo(WeChatAnswer answer) {
        if (answer.json().getValue("phone_info") instanceof JsonObject info) {
            return info;
        }
        throw answer.unusable("WeChat's answer has no phone_info");
    }

    private Future<WeChatAnswer> ask(String appid, Function<Secret, WeChatRequest> question) {
        return send(appid, question).map(WeChatAnswer::accepted);
    }

    private Future<WeChatAnswer> send(String appid, Function<Secret, WeChatRequest> question) {
        return credentials.get(appid).recover(WxaClient::beforeSending).compose(token -> send(appid, token, question));
    }

    private static Future<Secret> beforeSending(Throwable failure) {
        return Future.failedFuture(failure instanceof Fault fault ? fault.beforeSending() : failure);
    }

    private Future<WeChatAnswer> send(String appid, Secret token, Function<Secret, WeChatRequest> question) {
        return transport
                .send(question.apply(token))
                .compose(answer ->
                        isTokenRefused(answer) ? sendAgain(appid, token, question) : Future.succeededFuture(answer));
    }

    private Future<WeChatAnswer> sendAgain(String appid, Secret refused, Function<Secret, WeChatRequest> question) {
        return credentials.replace(appid, refused).compose(token -> transport.send(question.apply(token)));
    }

    private static boolean isTokenRefused(WeChatAnswer answer) {
        return TOKEN_REFUSED.contains(answer.errcode());
    }
}
