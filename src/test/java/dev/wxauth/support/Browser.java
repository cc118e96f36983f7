package dev.wxauth.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Chromium without a window, on a fresh profile, that a test drives by the DevTools protocol; one page at a time. */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Path profile;
    private final Process process;
    private final DevTools tools;

    private Browser(Path profile, Process process, DevTools tools) {
        this.profile = profile;
        this.process = process;
        this.tools = tools;
    }

    /** Whether there is one on this machine. */
    public static boolean isInstalled() {
        return binary().isPresent();
    }

    private static Optional<String> binary() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst();
    }

    /** The command line of one without a window, that asks nobody on the network by itself. */
    private static List<String> command(Path profile, String... arguments) {
        List<String> command = new ArrayList<>(List.of(binary().orElseThrow()));
        command.addAll(OPTIONS);
        command.add("--user-data-dir=" + profile);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts one whose user speaks this language, without a page. */
    public static Browser start(String language) {
        try {
            Path profile = Files.createTempDirectory("wxauth-browser");
            List<String> command = command(
                    profile,
                    "--remote-debugging-port=0",
                    "--hide-scrollbars",
                    "--accept-lang=" + language,
                    "about:blank");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Browser(profile, process, DevTools.connect(pageOf(profile)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of its page's DevTools, which it tells in a file and over HTTP. */
    private static URI pageOf(Path profile) {
        Path file = profile.resolve("DevToolsActivePort");
        Await.until("the browser is there", PATIENCE, () -> lines(file).size() == 2);
        String port = lines(file).get(0);
        JsonArray pages = new JsonArray(get("http://127.0.0.1:" + port + "/json/list"));
        return pages.stream()
                .map(JsonObject.class::cast)
                .filter(page -> page.getString("type").equals("page"))
                .map(page -> URI.create(page.getString("webSocketDebuggerUrl")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String get(String url) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Opens a page in the place of the one before. */
    public void open(String url) {
        tools.call("Page.navigate", new JsonObject().put("url", url));
    }

    /** The value of a piece of JavaScript, or that of its promise; null where it has none. */
    public Object evaluate(String script) {
        JsonObject result = tools.call(
                "Runtime.evaluate",
                new JsonObject()
                        .put("expression", script)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (result.containsKey("exceptionDetails")) {
            throw new IllegalStateException(result.encode());
        }
        return result.getJsonObject("result").getValue("value");
    }

    /** Waits until a piece of JavaScript is true. */
    public void until(String what, String script) {
        Await.until(what, PATIENCE, () -> Boolean.TRUE.equals(evaluate("Boolean(" + script + ")")));
    }

    /** Makes the window that large, in points of this density. */
    public void size(int width, int height, double density) {
        tools.call(
                "Emulation.setDeviceMetricsOverride",
                new JsonObject()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", density)
                        .put("mobile", false));
    }

    /** Whether its user likes it dark. */
    public void dark(boolean on) {
        JsonObject feature =
                new JsonObject().put("name", "prefers-color-scheme").put("value", on ? "dark" : "light");
        tools.call("Emulation.setEmulatedMedia", new JsonObject().put("features", new JsonArray().add(feature)));
    }

    /** A picture of what is seen, as PNG. */
    public Path screenshot(Path file) {
        String data = tools.call("Page.captureScreenshot", new JsonObject()).getString("data");
        try {
            return Files.write(file, Base64.getDecoder().decode(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every URL that pages have asked for. */
    public List<String> requests() {
        return tools.requests();
    }

    /** What pages' scripts complained of: errors on the console, what nobody caught, what a policy forbade. */
    public List<String> complaints() {
        return tools.complaints();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A part of the browser was quicker to take its file away.
        }
    }
}
