package dev.wxauth.device;

import dev.wxauth.crypto.Sha256;
import dev.wxauth.grant.CheckFile;
import dev.wxauth.web.Answer;
import dev.wxauth.web.CacheableDocument;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is at the address in a code, for whoever opens it with something else than WeChat: the same bytes whatever stands
 * behind its path, no state, no script. Its policy (Content Security Policy Level 3) allows its own style and nothing else.
 */
public final class DevicePage {
    private static final Buffer PAGE =
            CacheableDocument.ofResource("text/html", "/device/page.html").body();
    private static final Pattern STYLE = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL);
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + hashOfStyle()
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private DevicePage() {}

    private static String hashOfStyle() {
        Matcher style = STYLE.matcher(PAGE.toString());
        if (!style.find()) {
            throw new IllegalStateException("the page has no style");
        }
        byte[] text = style.group(1).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Sha256.of(text));
    }

    /** {@code GET} of the page and everything below it. Always succeeds, without a look at what is asked for. */
    public static Future<Answer> page(Request request) {
        return Future.succeededFuture(Answer.of(200, "text/html; charset=utf-8", PAGE)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff"));
    }

    /** {@code GET} of what proves to WeChat whose the domain is. Always succeeds. */
    public static Future<Answer> file(CheckFile file) {
        return Future.succeededFuture(Answer.of(200, "text/plain; charset=utf-8", Buffer.buffer(file.content()))
                .with("X-Content-Type-Options", "nosniff"));
    }
}
