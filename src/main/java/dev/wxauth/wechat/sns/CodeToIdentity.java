package dev.wxauth.wechat.sns;

import dev.wxauth.app.App;
import dev.wxauth.app.CodeExchange;
import dev.wxauth.app.CodeSession;
import dev.wxauth.error.Fault;
import dev.wxauth.settings.Secret;
import dev.wxauth.wechat.credential.AppSecrets;
import dev.wxauth.wechat.transport.WeChatAnswer;
import dev.wxauth.wechat.transport.WeChatRequest;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the codes of pages of an official account, of websites and of mobile apps (WeChat page "Web authorization",
 * {@code GET /sns/oauth2/access_token}). The answer brings an access_token and a refresh_token to the user's profile, which
 * nobody here needs: they are read by nobody, and end with the answer.
 */
public final class CodeToIdentity implements CodeExchange {
    private static final String PATH = "/sns/oauth2/access_token";

    private final AppSecrets secrets;

    /** Takes what asks with the right AppSecret. */
    public CodeToIdentity(AppSecrets secrets) {
        this.secrets = secrets;
    }

    /** Fails with {@link Fault.AccessDenied}, too, where WeChat shows a page to nobody in particular. */
    @Override
    public Future<CodeSession> exchange(App app, String code) {
        return secrets.ask(app.appid(), secret -> request(app.appid(), code, secret))
                .map(CodeToIdentity::session);
    }

    private static WeChatRequest request(String appid, String code, Secret secret) {
        Map<String, String> query =
                Map.of("appid", appid, "secret", secret.reveal(), "code", code, "grant_type", "authorization_code");
        return new WeChatRequest(appid, WeChatRequest.Api.OAUTH2, PATH, query, null, WeChatAnswer::user);
    }

    private static CodeSession session(WeChatAnswer answer) {
        if (isYes(answer.json().getValue("is_snapshotuser"))) {
            throw new Fault.AccessDenied(
                    "WeChat shows this page to an invented user: have the page ask for consent by a tap, as WeChat wants.");
        }
        return new CodeSession(answer.user(), answer.id("unionid"), Optional.empty());
    }

    /** Documented is the number 1. */
    private static boolean isYes(@Nullable Object said) {
        return said instanceof Number number
                ? number.doubleValue() == 1
                : "1".equals(said) || Boolean.TRUE.equals(said);
    }
}
