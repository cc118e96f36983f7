package dev.wxauth.server;

import dev.wxauth.app.App;
import dev.wxauth.config.Configuration;
import dev.wxauth.observe.Meters;
import dev.wxauth.web.CacheableDocument;
import dev.wxauth.wechat.transport.WeChatTransports;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Has everything that will be counted shown from the first scrape, with the number 0: the apps and clients of the
 * configuration, and the successes and the faults of each route. A rate over a counter that appears with its first event misses that
 * event.
 *
 * @param configuration names apps and clients, which may change
 */
record KnownLabels(Configuration configuration, Meters meters, WeChatTransports wechat) {
    /** What stands in the document for the path that the operator chooses. */
    private static final String PAGE = "/d";

    private static final Pattern OF_OTHER_DEVICES = Pattern.compile(PAGE + "|/auth/(token|device(_authorization|/.*))");

    /** Takes what counts, and shows the routes of the public port, which never change. */
    static KnownLabels withRoutes(Configuration configuration, Meters meters, WeChatTransports wechat) {
        KnownLabels labels = new KnownLabels(configuration, meters, wechat);
        JsonObject paths = new JsonObject(CacheableDocument.openApi().body()).getJsonObject("paths");
        paths.fieldNames().forEach(path -> labels.showPath(path, paths.getJsonObject(path)));
        return labels;
    }

    /** Those of the management port name its address. */
    private void showPath(String path, JsonObject operations) {
        if (!operations.containsKey("servers")) {
            address(path).ifPresent(served -> showRoute(served, operations));
        }
    }

    /** Where a route of the document is; empty when it is not there. */
    private Optional<String> address(String path) {
        return OF_OTHER_DEVICES.matcher(path).matches()
                ? configuration.device().uri().map(uri -> path.equals(PAGE) ? uri.path() : path)
                : Optional.of(path);
    }

    private void showRoute(String path, JsonObject operations) {
        operations.stream()
                .filter(operation -> operation.getValue() instanceof JsonObject)
                .forEach(operation -> showOperation(path, operation.getKey(), (JsonObject) operation.getValue()));
    }

    private void showOperation(String path, String method, JsonObject operation) {
        operation.getJsonObject("responses", new JsonObject()).fieldNames().stream()
                .filter(status -> status.matches("[25]\\d\\d"))
                .forEach(status ->
                        meters.http().expect(method.toUpperCase(Locale.ROOT), path, Integer.parseInt(status)));
    }

    /** Shows the apps and clients that are configured now. */
    void showConfigured() {
        List<App> apps = configuration.apps().get().all();
        apps.forEach(app -> meters.logins().expect(app.appid(), app.kind().label()));
        wechat.expect(apps);
        meters.clients().expect(configuration.clients().get().byId().keySet());
    }
}
