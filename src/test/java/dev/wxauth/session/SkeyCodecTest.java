package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.MasterKeys;
import dev.wxauth.crypto.MasterKeys.MasterKey;
import dev.wxauth.crypto.UnknownKeyException;
import dev.wxauth.identity.UserId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An skey is what its MAC says and nothing else. */
class SkeyCodecTest {
    private static final String TAG = new UserId("wx0123456789abcdef", "openid").tag();
    private static final String SESSION_ID = Base64Url.encode(new byte[SkeyCodec.SESSION_ID_BYTES]);

    private final SkeyCodec codec = codec(key("k1", 1));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 65536, Integer.MAX_VALUE})
    void whatWasWrittenIsRead(int generation) {
        Skey skey = new Skey("k1", TAG, SESSION_ID, generation);
        assertThat(codec.read(write(skey))).contains(skey);
    }

    @Test
    void aGenerationPastTheLastIsRefused() {
        assertThat(codec.read(write(new Skey("k1", TAG, SESSION_ID, Integer.MIN_VALUE))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-0123"})
    void keyIdsOfEveryLengthFit(String kid) {
        Skey skey = new Skey(kid, TAG, SESSION_ID, 7);
        SkeyCodec other = codec(key(kid, 1));
        String text = other.write(skey);
        assertThat(other.read(text)).contains(skey);
        assertThat(text).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void everySingleBitCounts() {
        byte[] bytes = bytes(skey());
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(read(codec, Base64Url.encode(flipped))).as("bit " + bit).isEmpty();
        }
    }

    @Test
    void aTextThatIsLongerOrShorterIsRefused() {
        byte[] bytes = bytes(skey());
        for (int length = 0; length < bytes.length; length++) {
            assertThat(read(codec, Base64Url.encode(Arrays.copyOf(bytes, length))))
                    .isEmpty();
        }
        assertThat(codec.read(Base64Url.encode(Arrays.copyOf(bytes, bytes.length + 1))))
                .isEmpty();
        assertThat(codec.read("A".repeat(100_000))).isEmpty();
    }

    @Test
    void thereIsOneFormOfATextAndNoOther() {
        String text = write(skey());
        assertThat(codec.read(text + "=")).isEmpty();
        assertThat(codec.read(text + "==")).isEmpty();
        assertThat(codec.read(text + " ")).isEmpty();
        assertThat(codec.read(" " + text)).isEmpty();
        assertThat(codec.read(text.replace('-', '+').replace('_', '/') + "+")).isEmpty();
        assertThat(codec.read("\u0141" + text.substring(1))).isEmpty();
    }

    /** The last character of a text whose length is no multiple of four has bits to spare, which a lax reader ignores. */
    @Test
    void bitsToSpareMustBeZero() {
        SkeyCodec other = codec(key("kk1", 1));
        String text = other.write(new Skey("kk1", TAG, SESSION_ID, 0));
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        long read = alphabet.chars()
                .filter(last -> other.read(text.substring(0, text.length() - 1) + (char) last)
                        .isPresent())
                .count();
        assertThat(text.length() % 4).isNotZero();
        assertThat(read).isEqualTo(1);
    }

    @Test
    void theSameIdWithAnotherKeyIsAnotherKey() {
        assertThat(codec(key("k1", 2)).read(write(skey()))).isEmpty();
    }

    @Test
    void anSkeyLastsAsLongAsItsMasterKeyIsHeld() {
        String text = write(skey());
        assertThat(codec(key("k2", 2), key("k1", 1)).read(text)).contains(skey());
        assertThat(read(codec(key("k2", 2)), text)).isEmpty();
        assertThatThrownBy(() -> codec(key("k2", 2)).write(skey())).isInstanceOf(UnknownKeyException.class);
    }

    @Test
    void theSuccessorIsTheSameOnEveryPod() {
        assertThat(codec(key("k2", 2), key("k1", 1)).write(skey())).isEqualTo(codec.write(skey()));
    }

    /** One whose key is not held is none, unless somebody else holds it. */
    private static Optional<Skey> read(SkeyCodec codec, String text) {
        try {
            return codec.read(text);
        } catch (UnknownKeyException e) {
            return Optional.empty();
        }
    }

    private static Skey skey() {
        return new Skey("k1", TAG, SESSION_ID, 3);
    }

    private String write(Skey skey) {
        return codec.write(skey);
    }

    private byte[] bytes(Skey skey) {
        return Base64.getUrlDecoder().decode(write(skey));
    }

    private static SkeyCodec codec(MasterKey... keys) {
        MasterKeys masterKeys = new MasterKeys(List.of(keys));
        return new SkeyCodec(new Keyring(() -> masterKeys, kids -> kids.stream().findFirst(), new SecureRandom()));
    }

    private static MasterKey key(String kid, int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return new MasterKey(kid, new SecretKeySpec(bytes, "HmacSHA256"));
    }
}
