package dev.wxauth.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Mutator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is sent, open data is either an object with our watermark or nothing, and never a failure of our own. */
class OpenDataFuzzTest {
    private static final int TRIES = 5000;
    private static final String APPID = "wx0123456789abcdef";
    private static final String KEY = "OOh3ZoZSBxfUZSl43UlvPg==";
    private static final String IV = "kykmkEsKmuAgOGsMu4naZQ==";
    private static final String PLAIN =
            "{\"nickName\":\"\\u5fae\",\"n\":[1.5e3,null,true],\"watermark\":{\"timestamp\":1,\"appid\":\"" + APPID
                    + "\"}}";

    private static Optional<OpenedData> decrypt(String data, String iv) {
        return OpenData.decrypt(KEY.getBytes(StandardCharsets.US_ASCII), new EncryptedData(data, iv), APPID);
    }

    private static void check(Optional<OpenedData> opened) {
        opened.ifPresent(data -> assertThat(data.isFor(APPID)).isTrue());
    }

    @Property(tries = TRIES)
    void textsThatAreNoCiphertext(@ForAll Random random) {
        Mutator mutator = new Mutator(random);
        String data = encrypt(PLAIN.getBytes(StandardCharsets.UTF_8));
        check(decrypt(mutator.mutate(data), IV));
        check(decrypt(data, mutator.mutate(IV)));
        check(decrypt(mutator.mutate(data), mutator.mutate(IV)));
    }

    @Property(tries = TRIES)
    void ciphertextsOfAnything(@ForAll byte[] bytes, @ForAll Random random) {
        Mutator mutator = new Mutator(random);
        check(decrypt(Base64.getEncoder().encodeToString(bytes), IV));
        check(decrypt(encrypt(bytes), IV));
        check(decrypt(encrypt(mutator.mutate(PLAIN.getBytes(StandardCharsets.UTF_8))), IV));
        check(decrypt(encrypt(mutator.mutate(PLAIN).getBytes(StandardCharsets.UTF_8)), IV));
    }

    @Property(tries = TRIES)
    void signaturesOfAnything(@ForAll Random random) {
        Mutator mutator = new Mutator(random);
        byte[] key = KEY.getBytes(StandardCharsets.US_ASCII);
        String signature = "75e81ceda165f4ffa64f4068af58c64b8f54b88c";
        assertThat(OpenData.isSigned(key, mutator.mutate(PLAIN), mutator.mutate(signature)))
                .isFalse();
    }

    private static String encrypt(byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(Base64.getDecoder().decode(KEY), "AES"),
                    new IvParameterSpec(Base64.getDecoder().decode(IV)));
            return Base64.getEncoder().encodeToString(cipher.doFinal(plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
