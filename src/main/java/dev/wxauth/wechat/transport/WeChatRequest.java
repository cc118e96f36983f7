package dev.wxauth.wechat.transport;

import dev.wxauth.app.AppKind;
import dev.wxauth.error.Background;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request to WeChat. It carries secrets in its query, as WeChat wants it, and so prints only its path.
 *
 * <p>It says itself how its success is read, so that what cannot be is an unreadable answer for everybody who looks at it:
 * the caller, the metrics and the circuit breaker.
 *
 * @param appid the app it is for
 * @param api which of WeChat's APIs it belongs to
 * @param path below the base URL
 * @param query parameters, not yet encoded
 * @param body a JSON body, which makes the request a POST, or null
 * @param reader reads a success, and throws the fault of one that lacks something
 */
public record WeChatRequest(
        String appid,
        Api api,
        String path,
        Map<String, String> query,
        @Nullable JsonObject body,
        Consumer<WeChatAnswer> reader) {
    private static final Set<String> PUBLIC = Set.of("appid", "grant_type", "sig_method", "force_refresh");

    /** Logins must not suffer from trouble with anything else, so each API has a circuit breaker of its own. */
    public enum Api {
        /** The exchange of mini programs' codes. */
        SNS,
        /** The exchange of all other codes. */
        OAUTH2,
        /** All that needs an access_token, and what fetches one. */
        WXA;

        /** Those that serve apps of this kind. */
        static Set<Api> of(AppKind kind) {
            return kind.isForServers() ? Set.of(OAUTH2) : Set.of(SNS, WXA);
        }

        /** The last segments of its paths, that of the call which takes the AppSecret first. */
        List<String> calls() {
            return switch (this) {
                case SNS -> List.of("jscode2session");
                case OAUTH2 -> List.of("access_token");
                case WXA -> List.of("stable_token", "getuserphonenumber", "checksession", "resetusersessionkey");
            };
        }
    }

    HttpMethod method() {
        return body == null ? HttpMethod.GET : HttpMethod.POST;
    }

    /** The last segment of its path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** All that was sent but for what everybody may know: it must not come back in a log. */
    List<String> confidential() {
        return Stream.concat(query.entrySet().stream(), body == null ? Stream.of() : body.stream())
                .filter(sent -> !PUBLIC.contains(sent.getKey()))
                .map(sent -> String.valueOf(sent.getValue()))
                .toList();
    }

    /** What the log is told of a fault of this request. */
    Background background(String detail) {
        return Background.of(detail).with("appid", appid);
    }

    @Override
    public String toString() {
        return path + " of " + appid;
    }
}
