package dev.wxauth.wechat;

import dev.wxauth.config.Apps;
import dev.wxauth.config.Secret;
import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which AppSecret to ask with. An app has two while one is being replaced; the one that WeChat took last comes first. */
final class AppSecrets {
    private final Supplier<Apps> apps;
    private final Duration timeout;
    private final Map<String, Secret> lastAccepted = new HashMap<>();

    AppSecrets(Supplier<Apps> apps, Duration timeout) {
        this.apps = apps;
        this.timeout = timeout;
    }

    /**
     * Asks, and once more with the other secret, if there is one, after 40125; all within the timeout. Fails with an unsent
     * {@link Fault.InvalidRequest} when the app is no longer served.
     */
    Future<WeChatAnswer> ask(String appid, Function<Secret, Future<WeChatAnswer>> question) {
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
        return ask(appid, secrets.get(0), question)
                .compose(answer -> secrets.size() > 1 && isWrongSecret(answer)
                        ? ask(appid, secrets.get(1), question)
                        : Future.succeededFuture(answer))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .recover(AppSecrets::fault);
    }

    /** Each call ends in time; two in a row may not. */
    private static Future<WeChatAnswer> fault(Throwable failure) {
        return Future.failedFuture(
                failure instanceof TimeoutException
                        ? new Fault.UpstreamTimeout("no answer from WeChat in time with either AppSecret")
                        : failure);
    }

    private List<Secret> inOrder(String appid, List<Secret> secrets) {
        boolean swapped = secrets.size() > 1 && secrets.get(1).equals(lastAccepted.get(appid));
        return swapped ? List.of(secrets.get(1), secrets.get(0)) : secrets;
    }

    private Future<WeChatAnswer> ask(String appid, Secret secret, Function<Secret, Future<WeChatAnswer>> question) {
        return question.apply(secret).andThen((answer, failure) -> remember(appid, secret, answer));
    }

    private void remember(String appid, Secret secret, WeChatAnswer answer) {
        if (answer != null && !isWrongSecret(answer)) {
            lastAccepted.put(appid, secret);
        }
    }

    private static boolean isWrongSecret(WeChatAnswer answer) {
        return answer.isRefusal(WeChatErrors.INVALID_SECRET);
    }
}
