package dev.wxauth.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.web.RawHttp;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;

/** What came back on one connection, one answer after the other: none of them is our fault, and each error has its shape. */
final class Answers {
    private static final String START = "HTTP/1.";
    private static final Set<Integer> OTHER_VERSIONS = Set.of(501, 505);
    private static final Set<String> MEMBERS = Set.of("error", "error_description", "request_id", "wechat_errcode");

    private Answers() {}

    static void check(String text) {
        String left = text;
        while (!left.isEmpty()) {
            assertThat(left).startsWith(START);
            int end = left.indexOf("\r\n\r\n");
            assertThat(end).as(left).isPositive();
            String head = left.substring(0, end);
            left = left.substring(end + 4);
            // An answer to HEAD has a length and no body.
            int length = left.startsWith(START) ? 0 : Math.min(RawHttp.contentLength(head), left.length());
            check(head, left.substring(0, length));
            left = left.substring(length);
        }
    }

    private static void check(String head, String body) {
        int status = Integer.parseInt(head.substring(9, 12));
        assertThat(status < 500 || OTHER_VERSIONS.contains(status))
                .as(head + "\n" + body)
                .isTrue();
        if (status >= 400 && !body.isEmpty()) {
            JsonObject error = new JsonObject(body);
            assertThat(MEMBERS).as(body).containsAll(error.fieldNames());
            assertThat(error.getString("error")).as(body).matches("[a-z_]+");
            assertThat(error.getString("error_description")).as(body).matches("[\\x20-\\x7e]+[.]");
            assertThat(head.toLowerCase(Locale.ROOT))
                    .contains("x-request-id: " + error.getString("request_id").toLowerCase(Locale.ROOT));
        }
    }
}
