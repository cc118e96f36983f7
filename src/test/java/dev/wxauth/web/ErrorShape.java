package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** The contract's one error shape, looked at in every detail that an error must have wherever it comes from. */
public final class ErrorShape {
    private static final Set<String> MEMBERS = Set.of("error", "error_description", "request_id", "wechat_errcode");

    private ErrorShape() {}

    /** Asserts that this is an answer with that status and error, shaped as every error is. */
    public static void assertError(Reply reply, int status, String error) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertBody(reply.json(), error);
        assertThat(reply.json().getString("request_id")).isEqualTo(reply.header("X-Request-Id"));
    }

    static void assertBody(JsonObject body, String error) {
        assertThat(body.getString("error")).isEqualTo(error);
        assertThat(body.getString("error_description")).matches("[\\x20-\\x7e]+[.]");
        assertThat(body.getString("request_id")).matches("[A-Za-z0-9._-]{1,64}");
        assertThat(MEMBERS).containsAll(body.fieldNames());
        assertThat(body.getMap().values()).doesNotContainNull();
    }
}
