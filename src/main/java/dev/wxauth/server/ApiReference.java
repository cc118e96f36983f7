package dev.wxauth.server;

import dev.wxauth.web.Answer;
import dev.wxauth.web.CacheableDocument;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.Request;
import dev.wxauth.web.Routes;
import io.vertx.core.Future;

/**
 * {@code /docs}, for people: {@code openapi.json} in Swagger UI, which comes along in our jar. The page needs no other
 * host, and its policy (Content Security Policy Level 3) lets it reach none. Its files are read once, since Vert.x neither
 * looks into a jar nor keeps files in production.
 */
final class ApiReference {
    /** Where the viewer lies on the class path; the build knows its version. */
    private static final String VIEWER = CacheableDocument.ofResource("text/plain", "/docs/viewer.txt")
            .body()
            .toString()
            .strip();

    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final CacheableDocument PAGE = CacheableDocument.ofResource(HTML, "/docs/index.html");
    private static final CacheableDocument START = CacheableDocument.ofResource(SCRIPT, "/docs/start.js");
    private static final CacheableDocument BUNDLE =
            CacheableDocument.ofResource(SCRIPT, VIEWER + "swagger-ui-bundle.js");
    private static final CacheableDocument SHEET = CacheableDocument.ofResource(STYLE, VIEWER + "swagger-ui.css");

    private ApiReference() {}

    static Routes addTo(Routes routes) {
        return routes.addRead("/docs", serve(PAGE))
                .addRead("/docs/start.js", serve(START))
                .addRead("/docs/swagger-ui-bundle.js", serve(BUNDLE))
                .addRead("/docs/swagger-ui.css", serve(SHEET))
                .addRead("/openapi.json", serve(CacheableDocument.openApi()));
    }

    private static Endpoint serve(CacheableDocument document) {
        return request -> Future.succeededFuture(answer(document, request));
    }

    private static Answer answer(CacheableDocument document, Request request) {
        return document.answer(request)
                .with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff");
    }
}
