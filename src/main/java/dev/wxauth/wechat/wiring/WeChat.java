package dev.wxauth.wechat.wiring;

import dev.wxauth.app.Apps;
import dev.wxauth.app.CodeExchange;
import dev.wxauth.wechat.credential.AppSecrets;
import dev.wxauth.wechat.credential.CredentialStore;
import dev.wxauth.wechat.credential.WeChatCredentials;
import dev.wxauth.wechat.miniprogram.CodeToSession;
import dev.wxauth.wechat.miniprogram.WxaClient;
import dev.wxauth.wechat.sns.CodeToIdentity;
import dev.wxauth.wechat.transport.WeChatTransport;
import dev.wxauth.wechat.transport.WeChatTransports;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What may be asked of WeChat, on one event loop. */
public final class WeChat {
    private final CodeExchange codes;
    private final WxaClient wxa;

    /**
     * Puts it together.
     *
     * @param transports the pod's ways to WeChat, of which this event loop gets its own
     * @param store where WeChat's access_token is kept for all pods
     */
    public WeChat(
            Vertx vertx, WeChatTransports transports, Supplier<Apps> apps, CredentialStore store, InstantSource clock) {
        WeChatTransport transport = transports.open(vertx);
        AppSecrets secrets = new AppSecrets(apps, transport);
        this.codes = byKind(new CodeToSession(secrets), new CodeToIdentity(secrets));
        this.wxa = new WxaClient(transport, new WeChatCredentials(vertx, transports, secrets, store, clock));
    }

    /** The one place that knows who exchanges the codes of which kind. */
    private static CodeExchange byKind(CodeExchange miniPrograms, CodeExchange others) {
        return (app, code) -> (app.kind().hasSessionKeys() ? miniPrograms : others).exchange(app, code);
    }

    /** Exchanges codes, of whichever kind the app is. */
    public CodeExchange codes() {
        return codes;
    }

    /** Makes the calls for mini programs that need WeChat's access_token. */
    public WxaClient wxa() {
        return wxa;
    }
}
