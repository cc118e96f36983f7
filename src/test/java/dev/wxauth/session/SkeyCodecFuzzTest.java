package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.MasterKeys;
import dev.wxauth.crypto.MasterKeys.MasterKey;
import dev.wxauth.crypto.UnknownKeyException;
import dev.wxauth.identity.UserId;
import dev.wxauth.support.Mutator;
import dev.wxauth.support.TestSettings;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Only the very text that was written is read as an skey; everything else is none, and never a failure of our own. */
class SkeyCodecFuzzTest {
    private static final MasterKeys KEYS = new MasterKeys(List.of(new MasterKey(
            "k1", new SecretKeySpec(Base64.getDecoder().decode(TestSettings.masterKey()), "HmacSHA256"))));
    private static final SkeyCodec CODEC =
            new SkeyCodec(new Keyring(() -> KEYS, kids -> kids.stream().findFirst(), new SecureRandom()));
    private static final Skey SKEY =
            new Skey("k1", new UserId(TestSettings.APPID, "oOpenid").tag(), "AAAAAAAAAAAAAAAAAAAAAA", 7);

    @Property(tries = 5000)
    void onlyWhatWasWrittenIsRead(@ForAll byte[] bytes, @ForAll Random random) {
        Mutator mutator = new Mutator(random);
        String genuine = CODEC.write(SKEY);
        assertThat(CODEC.read(genuine)).contains(SKEY);
        readsNothingBut(genuine, mutator.mutate(genuine));
        readsNothingBut(genuine, text(mutator.mutate(Base64.getUrlDecoder().decode(genuine))));
        readsNothingBut(genuine, text(bytes));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void readsNothingBut(String genuine, String text) {
        assertThat(isRead(text)).isEqualTo(text.equals(genuine));
    }

    private static boolean isRead(String text) {
        try {
            return CODEC.read(text).isPresent();
        } catch (UnknownKeyException e) {
            return false;
        }
    }
}
