package dev.wxauth.userdata;

import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.user.Profile;
import dev.wxauth.user.ProfileChange;
import dev.wxauth.user.User;
import dev.wxauth.user.UserStore;
import dev.wxauth.vault.EncryptedData;
import dev.wxauth.vault.OpenedData;
import dev.wxauth.vault.SessionKeyVault;
import io.vertx.core.Future;
import java.util.Optional;

/** Reads and changes a user's profile. Signed data are believed only once signature, watermark and openId fit. */
final class ProfileService {
    /** What WeChat calls everybody since November 2022, when it gives no profile out (notice of 2022-10-25). */
    private static final String ANONYMOUS = "\u5fae\u4fe1\u7528\u6237";

    private final UserStore users;
    private final SessionKeyVault vault;

    ProfileService(UserStore users, SessionKeyVault vault) {
        this.users = users;
        this.vault = vault;
    }

    /** Succeeds with the profile as it stands; fails with {@link Fault.InvalidToken} when the user was erased. */
    Future<Profile> get(UserId user) {
        return users.get(user).map(User::profile).recover(ProfileService::erased);
    }

    /**
     * Changes the profile. Succeeds with whether the user is kept for good by it; fails as {@link #get} does, and with
     * {@link Fault.SessionKeyStale} for data not of this user.
     */
    Future<Boolean> put(UserId user, ProfileRequest request) {
        return change(user, request)
                .compose(change -> users.setProfile(user, change))
                .recover(ProfileService::erased);
    }

    /** A user who is erased while a request of theirs is under way has no session any more either. */
    private static <T> Future<T> erased(Throwable failure) {
        return Future.failedFuture(failure instanceof Fault.NotFound ? Fault.InvalidToken.refused() : failure);
    }

    private Future<ProfileChange> change(UserId user, ProfileRequest request) {
        if (request instanceof ProfileRequest.Signed signed) {
            return vault.verify(user, signed.rawData(), signed.signature())
                    .compose(fits -> checkEncrypted(user, signed))
                    .map(fits -> read(user, signed.rawData()));
        }
        return Future.succeededFuture(((ProfileRequest.FilledIn) request).change());
    }

    private Future<Void> checkEncrypted(UserId user, ProfileRequest.Signed signed) {
        return signed.encrypted().map(encrypted -> checkOpened(user, encrypted)).orElseGet(Future::succeededFuture);
    }

    private Future<Void> checkOpened(UserId user, EncryptedData encrypted) {
        return vault.decrypt(user, encrypted)
                .map(data -> requireOwn(user, data))
                .mapEmpty();
    }

    private static OpenedData requireOwn(UserId user, OpenedData data) {
        boolean ofThisApp = !data.hasWatermark() || data.isFor(user.appid());
        if (!ofThisApp || !data.mayBelongTo(user.openid())) {
            throw new Fault.SessionKeyStale();
        }
        return data;
    }

    private static ProfileChange read(UserId user, String rawData) {
        OpenedData data = OpenedData.parse(rawData)
                .map(parsed -> requireOwn(user, parsed))
                .orElseThrow(() -> new Fault.InvalidRequest("The member rawData must hold a JSON object."));
        Optional<String> nickName = text(data, "nickName");
        return nickName.filter(ANONYMOUS::equals).isPresent()
                ? ProfileChange.clearing()
                : new ProfileChange(nickName, text(data, "avatarUrl"));
    }

    private static Optional<String> text(OpenedData data, String member) {
        Object value = data.members().getValue(member);
        if (value != null && !(value instanceof String)) {
            throw new Fault.InvalidRequest("The member " + member + " in rawData must be a string.");
        }
        return Optional.ofNullable(value).map(String.class::cast);
    }
}
