package dev.wxauth.wechat.credential;

import dev.wxauth.error.Fault;
import dev.wxauth.settings.Secret;
import dev.wxauth.wechat.Apps;
import dev.wxauth.wechat.transport.WeChatAnswer;
import dev.wxauth.wechat.transport.WeChatErrors;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which AppSecret to ask with. An app has two while one is being replaced; the one that WeChat took last comes first. */
public final class AppSecrets {
    /** A refusal that comes later leaves no time for a second call, if the answer is to come in time. */
    private static final Duration TIME_FOR_ANOTHER = Duration.ofSeconds(1);

    private final Supplier<Apps> apps;
    private final Map<String, Secret> first = new HashMap<>();

    /** Takes the apps that are served now. */
    public AppSecrets(Supplier<Apps> apps) {
        this.apps = apps;
    }

    /**
     * Asks, and once more with the other secret, if there is one, after a 40125. That second call has its whole time too, and
     * so is made only where the refusal came within a second; after a later one it is the next who asks with the other
     * secret.
     *
     * @return WeChat's answer, be it a refusal; fails as the question does, and with an unsent
     *     {@link Fault.InvalidRequest} when the app is no longer served
     */
    public Future<WeChatAnswer> ask(String appid, Function<Secret, Future<WeChatAnswer>> question) {
        return apps.get()
                .findSecrets(appid)
                .map(secrets -> ask(appid, inOrder(appid, secrets), question))
                .orElseGet(AppSecrets::unserved);
    }

    /** An app may be taken out of the configuration at any moment of a request that it was served at the beginning of. */
    private static Future<WeChatAnswer> unserved() {
        return Future.failedFuture(
                new Fault.InvalidRequest("This app is no longer served here: use one that is.").beforeSending());
    }

    private Future<WeChatAnswer> ask(
            String appid, List<Secret> secrets, Function<Secret, Future<WeChatAnswer>> question) {
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
            String appid, List<Secret> secrets, int which, Function<Secret, Future<WeChatAnswer>> question) {
        return question.apply(secrets.get(which)).andThen((answer, failure) -> learn(appid, secrets, which, answer));
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
