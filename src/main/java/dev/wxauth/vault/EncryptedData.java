package dev.wxauth.vault;

import dev.wxauth.web.JsonBody;

/**
 * Open data as the client got it from WeChat (WeChat page "user data decryption").
 *
 * @param encryptedData base64 of the ciphertext
 * @param iv base64 of the initialisation vector
 */
public record EncryptedData(String encryptedData, String iv) {
    /** Reads the two members; each must be there and a string. What else may be wrong shows when it is opened. */
    public static EncryptedData read(JsonBody body) {
        return new EncryptedData(body.string("encryptedData"), body.string("iv"));
    }

    @Override
    public String toString() {
        return "encrypted data";
    }
}
