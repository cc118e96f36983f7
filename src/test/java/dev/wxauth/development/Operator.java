package dev.wxauth.development;

import com.nimbusds.jose.jwk.JWK;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Front;
import dev.wxauth.support.KeyIds;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** Keeps the secrets of the service in files, as a cluster mounts them, and rotates them: the new key is put in front of the old. */
final class Operator {
    private final WeChatSimulator wechat;
    private final Messages messages;
    private final SecureRandom random = new SecureRandom();
    private JWK signingKey = TestSettings.signingKey();
    private String masterKey = "k1:" + TestSettings.masterKey();
    private int masterKeys = 1;
    private final MountedFile signingFile = new MountedFile("signing-keys", TestSettings.jwkSet(signingKey));
    private final MountedFile masterFile = new MountedFile("master-keys", masterKey);
    private final MountedFile appsFile = new MountedFile("apps", apps(TestSettings.APP_SECRET));

    Operator(WeChatSimulator wechat, Messages messages) {
        this.wechat = wechat;
        this.messages = messages;
    }

    /** Has settings name the files in place of what they hold. */
    void mount(Map<String, String> settings) {
        mount(settings, "WXAUTH_SIGNING_KEYS", signingFile);
        mount(settings, "WXAUTH_MASTER_KEYS", masterFile);
        mount(settings, "WXAUTH_APPS", appsFile);
    }

    private static void mount(Map<String, String> settings, String variable, MountedFile file) {
        settings.remove(variable);
        settings.put(variable + "_FILE", file.path());
    }

    /** A new key signs; what the old one signed stays good. */
    synchronized void rotateSigningKey() {
        JWK next = TestSettings.signingKey();
        signingFile.write(TestSettings.jwkSet(next, signingKey));
        signingKey = next;
        tell(Lane.WXAUTH, "signing key", KeyIds.of(next));
    }

    /** A new key seals; what the old one sealed stays open to the service. */
    synchronized void rotateMasterKey() {
        masterKeys++;
        String next = "k" + masterKeys + ":" + TestSettings.masterKey();
        masterFile.write(next + "," + masterKey);
        masterKey = next;
        tell(Lane.WXAUTH, "master key", "k" + masterKeys);
    }

    /** WeChat takes the new AppSecret alone from now on; the service has it in its file at the same moment. */
    synchronized void rotateAppSecret() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String next = HexFormat.of().formatHex(bytes);
        wechat.app(TestSettings.APPID, next);
        appsFile.write(apps(next));
        tell(Lane.WECHAT, "AppSecret", "•••");
        tell(Lane.WXAUTH, "AppSecret", "•••");
    }

    private void tell(Lane whom, String what, String id) {
        messages.add(Message.ask(Lane.OTHER, whom, "new " + what, new JsonObject().put("id", id)));
    }

    private static String apps(String secret) {
        return Front.APPS.replace(TestSettings.APP_SECRET, secret);
    }
}
