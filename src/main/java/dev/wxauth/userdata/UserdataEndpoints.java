package dev.wxauth.userdata;

import dev.wxauth.audit.AuditLog;
import dev.wxauth.authentication.Bearer;
import dev.wxauth.idempotency.CodeGuard;
import dev.wxauth.identity.UserId;
import dev.wxauth.limit.PhoneRate;
import dev.wxauth.person.Persons;
import dev.wxauth.user.User;
import dev.wxauth.user.UserStore;
import dev.wxauth.vault.EncryptedData;
import dev.wxauth.vault.OpenedData;
import dev.wxauth.vault.SessionKeyVault;
import dev.wxauth.web.Answer;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.Request;
import dev.wxauth.wechat.miniprogram.WxaClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * The routes that have to do with a user's data and the session_key that protects them: the mini program's own, and those by
 * which other services have such things done, so that the key itself never leaves.
 */
public final class UserdataEndpoints {
    private final ProfileService profiles;
    private final PhoneService phones;
    private final SessionKeyService keys;
    private final SessionKeyVault vault;
    private final Persons persons;
    private final AuditLog audit;

    /**
     * Takes where profiles and session_keys are, whom to ask at WeChat, what keeps that from being asked too often, what is to
     * know that a user has a profile, and where it is told that a service had a session_key used.
     */
    public UserdataEndpoints(
            UserStore users,
            SessionKeyVault vault,
            WxaClient wechat,
            CodeGuard guard,
            PhoneRate rate,
            Persons persons,
            AuditLog audit) {
        this.profiles = new ProfileService(users, vault);
        this.phones = new PhoneService(guard, rate, wechat);
        this.keys = new SessionKeyService(vault, wechat);
        this.vault = vault;
        this.persons = persons;
        this.audit = audit;
    }

    /** {@code GET /auth/profile}. Fails with {@code InvalidToken} for a user who was erased meanwhile. */
    public Future<Answer> profile(Request request, Bearer bearer) {
        return profiles.get(bearer.user()).map(profile -> Answer.json(profile.toJson()));
    }

    /** {@code PUT /auth/profile}. Fails with {@code SessionKeyStale} for signed data that are not this user's. */
    public Future<Answer> changeProfile(Request request, Bearer bearer) {
        return request.json(ProfileRequest::read)
                .map(profile -> profile.requireMayBeSentBy(bearer))
                .compose(profile -> profiles.put(bearer.user(), profile))
                .compose(kept -> persons.keep(bearer.user(), bearer.session().unionid(), kept))
                .map(done -> Answer.noContent());
    }

    /** {@code POST /auth/phone}. Fails for a code that WeChat refuses, a replay, and trouble of WeChat and Redis. */
    public Future<Answer> phone(Request request, Bearer bearer) {
        return request.json(body -> PhoneService.attempt(body, request, bearer))
                .compose(attempt -> phones.phone(bearer.user(), attempt))
                .map(outcome -> Answer.json(outcome.answer()));
    }

    /** {@code POST /auth/decrypt}. Fails with {@code SessionKeyStale} whatever is wrong with the data. */
    public Future<Answer> decrypt(Request request, Bearer bearer) {
        return decrypt(request, bearer.user());
    }

    /** {@code POST /auth/users/:appid/:openid/decrypt}. Succeeds and fails as {@link #decrypt(Request, Bearer)} does. */
    public Future<Answer> decryptFor(Request request, User user) {
        return decrypt(request, user.id()).map(answer -> used("decrypt", user.id(), request, answer));
    }

    private Answer used(String use, UserId user, Request request, Answer answer) {
        used(use, user, request);
        return answer;
    }

    private void used(String use, UserId user, Request request) {
        audit.sessionKeyUsed(use, user, request.caller());
    }

    private Future<Answer> decrypt(Request request, UserId user) {
        return request.json(EncryptedData::read)
                .compose(encrypted -> vault.decrypt(user, encrypted))
                .map(OpenedData::text)
                .map(Answer::ofText);
    }

    /** {@code POST /auth/session-key/check}, the server half of {@code wx.checkSession}: fails only as WeChat and Redis do. */
    public Future<Answer> checkKey(Request request, Bearer bearer) {
        return check(request, bearer.user(), UserdataEndpoints::usedByItsOwner);
    }

    /** That is not told. */
    private static void usedByItsOwner() {}

    /** {@code POST /auth/users/:appid/:openid/session-key/check}. Succeeds and fails as {@link #checkKey} does. */
    public Future<Answer> checkKeyOf(Request request, User user) {
        return check(request, user.id(), () -> used("check", user.id(), request));
    }

    /** There may be a body, of which no member is known. */
    private Future<Answer> check(Request request, UserId user, Runnable used) {
        return request.optionalJson(body -> user).compose(known -> keys.check(known, used));
    }

    /** {@code POST /auth/users/:appid/:openid/session-key/reset}. Fails with {@code SessionKeyStale} when no good key is held. */
    public Future<Answer> resetKeyOf(Request request, User user) {
        return request.optionalJson(body -> user.id())
                .compose(known -> reset(request, known))
                .map(done -> Answer.noContent());
    }

    private Future<Void> reset(Request request, UserId user) {
        return keys.reset(user, () -> used("reset", user, request));
    }

    /** {@code POST /auth/users/:appid/:openid/sign} (WeChat page "user state signature"). Fails when no key is held. */
    public Future<Answer> signFor(Request request, User user) {
        return request.json(UserdataEndpoints::payload)
                .compose(payload -> vault.sign(user.id(), payload))
                .map(UserdataEndpoints::signature)
                .map(answer -> used("sign", user.id(), request, answer));
    }

    private static String payload(JsonBody body) {
        return body.string("payload");
    }

    private static Answer signature(String signature) {
        return Answer.json(new JsonObject().put("signature", signature).put("sig_method", "hmac_sha256"));
    }
}
