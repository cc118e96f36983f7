package dev.wxauth.simulator;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * The part of the user and of fate, for people at a terminal. All answers are plain text, which ends in no newline: a shell takes
 * one away, but a program would send it to the service as a part of the code.
 *
 * <ul>
 *   <li>{@code POST /simulator/code?user=ada} is wx.login
 *   <li>{@code POST /simulator/code?user=ada&scope=snsapi_login} is the redirect back to a website; likewise the other scopes
 *   <li>{@code POST /simulator/phone-code?user=ada&phone=13800000000} is a tap on the phone button
 *   <li>{@code POST /simulator/open-data?user=ada} is wx.getUserProfile: signed and encrypted data, as JSON
 *   <li>{@code POST /simulator/trouble?errcode=-1}, {@code ?silence} or {@code ?calm} is WeChat's mood under /sns
 * </ul>
 *
 * The first three take an {@code appid} as well, which may be left out when there is one app.
 */
final class ControlRoutes {

    private final SimulatedWeChat weChat;
    private final OpenData openData;
    private final TroubleQueue snsTroubles;

    ControlRoutes(SimulatedWeChat weChat, TroubleQueue snsTroubles) {
        this.weChat = weChat;
        this.openData = new OpenData(weChat);
        this.snsTroubles = snsTroubles;
    }

    void handle(HttpServerRequest request) {
        try {
            write(request, 200, answer(request));
        } catch (IllegalArgumentException wrong) {
            write(request, 400, wrong.getMessage());
        }
    }

    private String answer(HttpServerRequest request) {
        require(request.method().name().equals("POST"), "use POST");
        return switch (request.path()) {
            case "/simulator/code" -> code(request);
            case "/simulator/phone-code" ->
                weChat.mintPhoneCode(appid(request), param(request, "user"), param(request, "phone"));
            case "/simulator/open-data" -> profile(weChat.user(appid(request), param(request, "user")));
            case "/simulator/trouble" -> trouble(request);
            default -> throw new IllegalArgumentException("there are code, phone-code, open-data and trouble");
        };
    }

    private String code(HttpServerRequest request) {
        String scope = request.getParam("scope", "");
        return scope.isEmpty()
                ? weChat.mintLoginCode(appid(request), param(request, "user"))
                : weChat.mintPageCode(appid(request), param(request, "user"), pageScope(scope));
    }

    private static PageScope pageScope(String text) {
        return Stream.of(PageScope.values())
                .filter(scope -> scope.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there are the scopes snsapi_base, snsapi_userinfo and snsapi_login"));
    }

    private String profile(SimulatedUser user) {
        return openData.signedProfile(user, new JsonObject().put("nickName", user.name()))
                .encode();
    }

    private String trouble(HttpServerRequest request) {
        if (request.params().contains("calm")) {
            snsTroubles.calm();
            return "calm";
        }
        Trouble trouble = request.params().contains("silence") ? Trouble.silence() : errcode(request);
        snsTroubles.lasting(trouble);
        return trouble.toString();
    }

    private static Trouble errcode(HttpServerRequest request) {
        String number = param(request, "errcode");
        require(number.matches("-?\\d{1,6}"), "errcode is a number");
        return Trouble.errcode(Integer.parseInt(number));
    }

    /** The first that was made known, unless another is named. */
    private String appid(HttpServerRequest request) {
        List<String> appids = weChat.appids();
        String appid = request.getParam("appid", appids.get(0));
        require(appids.contains(appid), "WeChat does not know this appid");
        return appid;
    }

    private static String param(HttpServerRequest request, String name) {
        String value = request.getParam(name, "");
        require(!value.isEmpty(), name + " is missing");
        return value;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static void write(HttpServerRequest request, int status, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(text);
    }
}
