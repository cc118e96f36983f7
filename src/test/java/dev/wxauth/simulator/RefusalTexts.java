package dev.wxauth.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * WeChat's error answers: the texts of sections 1.5 and 2.1 of the WeChat page, in the forms of section 1.4. Under /sns
 * a comma stands before the rid, elsewhere there is a blank.
 */
final class RefusalTexts {

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(-1, "system error"),
            Map.entry(
                    40001,
                    "invalid credential, access_token is invalid or not latest, could get access_token by"
                            + " getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r"),
            Map.entry(40002, "invalid grant_type"),
            Map.entry(40013, "invalid appid"),
            Map.entry(40014, "invalid access_token"),
            Map.entry(40029, "invalid code"),
            Map.entry(40066, "invalid url"),
            Map.entry(40097, "invalid args"),
            Map.entry(40125, "invalid appsecret"),
            Map.entry(40163, "code been used"),
            Map.entry(40164, "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist"),
            Map.entry(40226, "code blocked"),
            Map.entry(40243, "AppSecret frozen"),
            Map.entry(41001, "access_token missing"),
            Map.entry(41002, "appid missing"),
            Map.entry(41004, "appsecret missing"),
            Map.entry(41008, "missing code"),
            Map.entry(42001, "access_token expired"),
            Map.entry(42003, "oauth_code timeout"),
            Map.entry(43001, "require GET method"),
            Map.entry(43002, "require POST method"),
            Map.entry(45009, "reach max api daily quota limit"),
            Map.entry(45011, "api minute-quota reach limit  mustslower  retry next minute"),
            Map.entry(47001, "data format error"),
            Map.entry(48001, "api unauthorized"),
            Map.entry(50001, "user unauthorized"),
            Map.entry(50002, "user limited"),
            Map.entry(61003, "component is not authorized by this account"),
            Map.entry(87007, "session_key is not existed or expired"),
            Map.entry(87008, "invalid sig_method"),
            Map.entry(87009, "invalid signature"));

    /**
     * The checks that come before WeChat looks at the code: by the order of section 1.5 those of the request, the app,
     * its secret and the rate, and under /wxa those of the access_token. A refusal by one of these spares the code.
     */
    private static final Set<Integer> BEFORE_THE_CODE = Set.of(
            40001, 40002, 40013, 40014, 40066, 40125, 40164, 40243, 41001, 41002, 41004, 41008, 42001, 43001, 43002,
            45009, 45011, 47001, 48001, 61003);

    private final InstantSource clock;

    RefusalTexts(InstantSource clock) {
        this.clock = clock;
    }

    static boolean burnsTheCode(int errcode) {
        return !BEFORE_THE_CODE.contains(errcode);
    }

    JsonObject answer(String path, int errcode) {
        String text = TEXTS.getOrDefault(errcode, "error");
        return new JsonObject().put("errcode", errcode).put("errmsg", text + tail(path, errcode));
    }

    private String tail(String path, int errcode) {
        String rid = "rid: " + rid(clock.instant());
        if (path.startsWith("/sns/")) {
            return ", " + rid;
        }
        // Section 4.1: of all refusals outside /sns only this one still has the older hint as well.
        return errcode == 40029 ? " hint: [" + RandomText.alphanumeric(12) + "] " + rid : " " + rid;
    }

    /** Three groups of eight hexadecimal digits, the first of which is the Unix second of the request. */
    static String rid(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("%08x-%08x-%08x", now.getEpochSecond(), random.nextInt(), random.nextInt());
    }
}
