package dev.wxauth.wechat.credential;

import dev.wxauth.app.Apps;
import dev.wxauth.error.Fault;
import dev.wxauth.settings.Secret;
import dev.wxauth.wechat.transport.WeChatAnswer;
import dev.wxauth.wechat.transport.WeChatErrors;
import dev.wxauth.wechat.transport.WeChatRequest;
import dev.wxauth.wechat.transport.WeChatTransport;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks WeChat with an app's AppSecret. An app has two while one is being replaced; the one that WeChat took last comes first. */
public final class AppSecrets {
    /** A refusal that comes later leaves no time for a second call, if the answer is to come in time. */
    private static final Duration TIME_FOR_ANOTHER = Duration.ofSeconds(1);

    private final Supplier<Apps> apps;
    private final WeChatTransport transport;
    private final Map<String, Secret> first = new HashMap<>();

    /** Takes the apps that are served now, and the way to WeChat. */
    public AppSecrets(Supplier<Apps> apps, WeChatTransport transport) {
        this.apps = apps;
        this.transport = transport;
    }

    /**
     * Asks, and once more with the other secret, if there is one, after a 40125: WeChat looks at the secret before it looks at
     * anything else. That second call has its whole time too, and so is made only where the refusal came within a second; after a
     * later one it is the next who asks with the other secret.
     *
     * @return what WeChat gives; fails with a fault as the contract's error table says, be it for a refusal, and with an unsent
     *     {@link Fault.InvalidRequest} when the app is no longer served
     */
    public Future<WeChatAnswer> ask(String appid, Function<Secret, WeChatRequest> question) {
        return apps.get()
                .findSecrets(appid)
                .map(secrets -> ask(appid, inOrder(appid, secrets), question))
                .orElseGet(AppSecrets::unserved)
                .map(WeChatAnswer::accepted);
    }

    /** An app may be taken out of the configuration at any moment of a request that it was served at the beginning of. */
    private static Future<WeChatAnswer> unserved() {
        return Future.failedFuture(
                new Fault.InvalidRequest("This app is no longer served here: use one that is.").beforeSending());
    }

    private Future<WeChatAnswer> ask(String appid, List<Secret> secrets, Function<Secret, WeChatRequest> question) {
        long latest = System.nanoTime() + TIME_FOR_ANOTHER.toNanos();
        return ask(appid, secrets, 0, question)
                .compose(answer -> secrets.size() > 1 && isWrongSecret(answer) && System.nanoTime() < latest
                        ? ask(appid, secrets, 1, question)
                        : Future.succeededFuture(answer));
    }

    private List<Secret> inOrder(String appid, List<Secret> secrets) {
        boolean swapped = secrets.size() > 1 && secrets.get(1).equals(first.get(appid));
        return swapped ? List.of(secrets.get(1), secrets.get(0)) : secrets;
    }

    private Future<WeChatAnswer> ask(
            String appid, List<Secret> secrets, int which, Function<Secret, WeChatRequest> question) {
        return transport
                .send(question.apply(secrets.get(which)))
                .andThen((answer, failure) -> learn(appid, secrets, which, answer));
    }

    /** The one that WeChat took comes first from now on, and the one that it refused does not. */
    private void learn(String appid, List<Secret> secrets, int which, WeChatAnswer answer) {
        if (answer != null) {
            int better = isWrongSecret(answer) ? secrets.size() - 1 - which : which;
            first.put(appid, secrets.get(better));
        }
    }

    private static boolean isWrongSecret(WeChatAnswer answer) {
        return answer.isRefusal(WeChatErrors.INVALID_SECRET);
    }
}
