package dev.wxauth.userdata;

import dev.wxauth.authentication.Bearer;
import dev.wxauth.error.Fault;
import dev.wxauth.user.ProfileChange;
import dev.wxauth.vault.EncryptedData;
import dev.wxauth.web.JsonBody;
import java.util.List;
import java.util.Optional;

/** A profile as it was sent: in one of two forms, which do not mix. */
sealed interface ProfileRequest {
    List<String> FILLED_IN = List.of("nickName", "avatarUrl");
    List<String> ENCRYPTED = List.of("encryptedData", "iv");
    List<String> SIGNED = List.of("rawData", "signature", "encryptedData", "iv");

    /** What the user typed. */
    record FilledIn(ProfileChange change) implements ProfileRequest {}

    /** What WeChat signed (WeChat page "signature"), and perhaps encrypted. */
    record Signed(String rawData, String signature, Optional<EncryptedData> encrypted) implements ProfileRequest {
        @Override
        public String toString() {
            return "signed profile";
        }
    }

    /** The same where this session may send it: what WeChat signed is for the mini program's own alone. */
    default ProfileRequest requireMayBeSentBy(Bearer bearer) {
        if (this instanceof Signed) {
            bearer.requireOwnDevice();
        }
        return this;
    }

    /** Reads either form. Throws {@link Fault.InvalidRequest}. */
    static ProfileRequest read(JsonBody body) {
        boolean filledIn = FILLED_IN.stream().anyMatch(body::has);
        boolean signed = SIGNED.stream().anyMatch(body::has);
        if (filledIn && signed) {
            throw new Fault.InvalidRequest(
                    "The members rawData and signature do not go with nickName and avatarUrl: send one form.");
        }
        if (!filledIn && !signed) {
            throw new Fault.InvalidRequest(
                    "The members nickName and avatarUrl are missing: send one of them, or rawData and signature.");
        }
        return signed ? readSigned(body) : readFilledIn(body);
    }

    private static ProfileRequest readFilledIn(JsonBody body) {
        return new FilledIn(new ProfileChange(body.optionalString("nickName"), body.optionalString("avatarUrl")));
    }

    private static ProfileRequest readSigned(JsonBody body) {
        boolean encrypted = ENCRYPTED.stream().anyMatch(body::has);
        return new Signed(
                body.string("rawData"),
                body.string("signature"),
                encrypted ? Optional.of(EncryptedData.read(body)) : Optional.empty());
    }
}
