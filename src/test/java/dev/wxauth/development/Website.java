package dev.wxauth.development;

import dev.wxauth.simulator.PageScope;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Front;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Set;
import java.util.UUID;

/**
 * The server of a website, whose users come in by their mini program (RFC 8628) or by WeChat's own login for websites. Tokens
 * stay here, in the visit; the browser has a cookie. It is answered what it shows: a {@code state} (out, asking, in) with what
 * belongs to it, and an {@code error} where something was refused. All of it fails when the service does not answer.
 */
final class Website {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String LABEL = "Website of the page";

    /** Where its browsers are: the page listens on the loopback address alone. */
    private static final String HERE = "127.0.0.1";

    /** What a device is told when its code is of no use any more. */
    private static final Set<String> OVER = Set.of("access_denied", "expired_token", "invalid_grant");

    private static final String CODES = "codes";
    private static final String TOKENS = "tokens";
    private static final String PERSON = "person";

    private final WeChatSimulator wechat;
    private final ServiceCaller service;
    private final Messages messages;
    private final String user;

    Website(WeChatSimulator wechat, ServiceCaller service, Messages messages, String user) {
        this.wechat = wechat;
        this.service = service;
        this.messages = messages;
        this.user = user;
    }

    /** Where the visit stands now. */
    Future<JsonObject> show(Session visit) {
        if (visit.get(TOKENS) != null) {
            return who(visit);
        }
        JsonObject codes = visit.get(CODES);
        return Future.succeededFuture(codes == null ? out("") : asking(codes));
    }

    /** The user wants to come in by the mini program. */
    Future<JsonObject> begin(Session visit) {
        return call(ServiceRequest.form("/auth/device_authorization", "device", LABEL, "client_address", HERE))
                .map(codes -> begun(visit, codes));
    }

    private static JsonObject begun(Session visit, JsonObject codes) {
        if (isRefused(codes)) {
            return out(error(codes));
        }
        visit.put(CODES, codes);
        return asking(codes);
    }

    private static JsonObject asking(JsonObject codes) {
        String address = codes.getString("verification_uri_complete");
        return new JsonObject()
                .put("state", "asking")
                .put("address", address)
                .put("picture", QrCode.picture(address))
                .put("user_code", codes.getString("user_code"))
                .put("interval", codes.getInteger("interval"));
    }

    /** Has the user agreed? To be asked by the interval. */
    Future<JsonObject> poll(Session visit) {
        JsonObject codes = visit.get(CODES);
        if (codes == null) {
            return show(visit);
        }
        String code = codes.getString("device_code");
        return call(ServiceRequest.form("/auth/token", "grant_type", GRANT, "device_code", code))
                .compose(answer -> polled(visit, codes, answer));
    }

    private Future<JsonObject> polled(Session visit, JsonObject codes, JsonObject answer) {
        if (!isRefused(answer) || OVER.contains(error(answer))) {
            visit.remove(CODES);
            return letIn(visit, answer);
        }
        if (error(answer).equals("slow_down")) {
            codes.put("interval", codes.getInteger("interval") + 5);
        }
        return show(visit);
    }

    /** WeChat's own login for websites. No browser carries the code here, so that there is no state to be checked. */
    Future<JsonObject> byWeChat(Session visit) {
        JsonObject code = new JsonObject().put("code", wechat.pageCode(Front.WEBSITE, user, PageScope.SNSAPI_LOGIN));
        messages.add(Message.ask(Lane.WEBSITE, Lane.WECHAT, "qrconnect", new JsonObject()));
        messages.add(Message.answer(Lane.WECHAT, Lane.WEBSITE, true, "code", Masks.object(code)));
        JsonObject login = code.copy().put("appid", Front.WEBSITE).put("device", LABEL);
        return call(ServiceRequest.post("/auth/login", login).keyed(newKey())).compose(answer -> letIn(visit, answer));
    }

    private Future<JsonObject> letIn(Session visit, JsonObject answer) {
        if (isRefused(answer)) {
            return Future.succeededFuture(out(error(answer)));
        }
        visit.put(TOKENS, answer);
        visit.regenerateId();
        return who(visit);
    }

    private Future<JsonObject> who(Session visit) {
        JsonObject tokens = visit.get(TOKENS);
        return call(ServiceRequest.form("/auth/introspect", "token", tokens.getString("access_token")))
                .compose(token -> known(visit, token));
    }

    private Future<JsonObject> known(Session visit, JsonObject token) {
        if (isRefused(token)) {
            return Future.succeededFuture(in(new JsonObject(), token));
        }
        if (!token.getBoolean("active")) {
            visit.remove(TOKENS);
            return Future.succeededFuture(out("ended"));
        }
        visit.put(PERSON, token.getString("person"));
        return call(ServiceRequest.bare(HttpMethod.GET, "/auth/persons/" + token.getString("person")))
                .map(person -> in(token, person));
    }

    private static JsonObject in(JsonObject token, JsonObject person) {
        return new JsonObject()
                .put("state", "in")
                .put("error", error(person))
                .put("openid", token.getString("openid", ""))
                .put("person", token.getString("person", ""))
                .put("users", person.getJsonArray("users", new JsonArray()));
    }

    /** Has its session go on, by the rules of the way in which it came. */
    Future<JsonObject> refresh(Session visit) {
        JsonObject tokens = visit.get(TOKENS);
        return tokens == null
                ? show(visit)
                : call(refreshing(tokens).keyed(newKey())).compose(answer -> refreshed(visit, answer));
    }

    private static ServiceRequest refreshing(JsonObject tokens) {
        String token = tokens.getString("refresh_token");
        return token == null
                ? ServiceRequest.post("/auth/refresh", new JsonObject().put("skey", tokens.getString("skey")))
                : ServiceRequest.form("/auth/token", "grant_type", "refresh_token", "refresh_token", token);
    }

    private Future<JsonObject> refreshed(Session visit, JsonObject answer) {
        if (!isRefused(answer)) {
            visit.put(TOKENS, answer);
        }
        return show(visit);
    }

    /** Ends the session and the visit. */
    Future<JsonObject> logout(Session visit) {
        JsonObject tokens = visit.get(TOKENS);
        visit.destroy();
        return tokens == null ? Future.succeededFuture(out("")) : ended(tokens).map(out(""));
    }

    private Future<HttpResponse<Buffer>> ended(JsonObject tokens) {
        ServiceRequest logout = ServiceRequest.post("/auth/logout", new JsonObject());
        return service.call(Lane.WEBSITE, logout.as(tokens.getString("access_token")));
    }

    /** Ends every session of this person, on every front. */
    Future<JsonObject> endPerson(Session visit) {
        String person = visit.get(PERSON);
        return call(ServiceRequest.bare(HttpMethod.DELETE, "/auth/persons/" + person + "/sessions"))
                .compose(ended -> show(visit));
    }

    private Future<JsonObject> call(ServiceRequest request) {
        return service.call(Lane.WEBSITE, request.byClient()).map(Website::body);
    }

    private static JsonObject body(HttpResponse<Buffer> answer) {
        return answer.body() == null ? new JsonObject() : answer.bodyAsJsonObject();
    }

    private static boolean isRefused(JsonObject answer) {
        return answer.containsKey("error");
    }

    private static String error(JsonObject answer) {
        return answer.getString("error", "");
    }

    private static JsonObject out(String error) {
        return new JsonObject().put("state", "out").put("error", error);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
