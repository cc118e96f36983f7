package dev.wxauth.support;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Another device: it asks to be let in, shows its codes, and polls. */
public final class Device {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final HttpCaller http;
    private final JsonObject codes;

    private Device(HttpCaller http, JsonObject codes) {
        this.http = http;
        this.codes = codes;
    }

    /** A device of the public client asks. */
    public static Device asks(HttpCaller http, String... more) {
        Reply reply = authorize(http, more);
        if (reply.status() != 200) {
            throw new IllegalStateException("it answered " + reply.status() + " " + reply.body());
        }
        return new Device(http, reply.json());
    }

    /** The whole answer to the public client's question. */
    public static Reply authorize(HttpCaller http, String... more) {
        return http.postForm("/auth/device_authorization", form(more));
    }

    private static String form(String... more) {
        List<String> pairs = new ArrayList<>(Arrays.asList(more));
        if (!pairs.contains("client_id")) {
            pairs.addAll(List.of("client_id", TestSettings.PUBLIC_ID));
        }
        return HttpCaller.form(pairs.toArray(String[]::new));
    }

    /** The same device, of which another pod is asked. */
    public Device at(HttpCaller other) {
        return new Device(other, codes);
    }

    /** What it was answered at first. */
    public JsonObject codes() {
        return codes;
    }

    public String deviceCode() {
        return codes.getString("device_code");
    }

    /** What its QR code carries. */
    public String ticket() {
        String address = codes.getString("verification_uri_complete");
        return address.substring(address.lastIndexOf('/') + 1);
    }

    public String userCode() {
        return codes.getString("user_code");
    }

    /** Asks whether it may come in. */
    public Reply poll() {
        return http.postForm("/auth/token", pollForm());
    }

    /** Asks and does not wait. */
    public CompletableFuture<Reply> startPoll() {
        return http.start("POST", "/auth/token", pollForm(), "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Asks as another client would that has got hold of its code, and shows who it is in these headers. */
    public Reply pollAs(String... headers) {
        return http.postForm("/auth/token", HttpCaller.form("grant_type", GRANT, "device_code", deviceCode()), headers);
    }

    private String pollForm() {
        return form("grant_type", GRANT, "device_code", deviceCode());
    }

    /** Has its session go on. */
    public Reply refresh(String refreshToken, String... headers) {
        return http.postForm(
                "/auth/token", form("grant_type", "refresh_token", "refresh_token", refreshToken), headers);
    }
}
