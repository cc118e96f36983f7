package dev.wxauth.development;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page's own files, and the client library as one script. Read anew each time, so that a change is seen at once. */
final class PageFiles {
    private static final Path PAGE = Path.of("src/test/resources/development/page");
    private static final Path LIBRARY = Path.of("src/main/miniprogram/miniprogram_dist");
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Vertx vertx;

    PageFiles(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The file that the path names, where there is one. */
    void file(RoutingContext context) {
        String name = context.request().path().equals("/")
                ? "index.html"
                : context.request().path().substring(1);
        if (!name.matches("[\\w-]+\\.(html|css|js|svg)") || !Files.exists(PAGE.resolve(name))) {
            context.response().setStatusCode(404).end();
            return;
        }
        serve(context, name, vertx.fileSystem().readFile(PAGE.resolve(name).toString()));
    }

    /** The library's files unmodified, each a module for {@code loader.js}: CommonJS knows no network. */
    void library(RoutingContext context) {
        serve(context, "library.js", vertx.executeBlocking(PageFiles::library));
    }

    private static Buffer library() throws IOException {
        try (Stream<Path> files = Files.list(LIBRARY)) {
            return Buffer.buffer(files.sorted()
                    .map(PageFiles::module)
                    .collect(Collectors.joining("\n", "import { define } from './loader.js'\n", "")));
        }
    }

    private static String module(Path file) {
        try {
            String name = "./" + file.getFileName().toString().replace(".js", "");
            return "define('" + name + "', (module, exports, require) => {\n" + Files.readString(file) + "})";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(RoutingContext context, String name, Future<Buffer> content) {
        HttpServerResponse response = context.response()
                .putHeader("Content-Type", TYPES.get(name.replaceFirst(".*\\.", "")) + "; charset=utf-8")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store");
        content.onSuccess(response::end).onFailure(context::fail);
    }
}
