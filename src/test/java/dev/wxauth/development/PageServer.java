package dev.wxauth.development;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.util.function.Function;
import java.util.function.Supplier;

/** The page's routes, on the loopback address and for its own names alone: another host's name would be another's page. */
final class PageServer {
    private static final int BODY_LIMIT = 65_536;

    private final HttpServer server;
    private final Router router;
    private final SessionHandler visits;

    PageServer(Vertx vertx) {
        this.server = vertx.createHttpServer();
        this.router = Router.router(vertx);
        this.visits = SessionHandler.create(LocalSessionStore.create(vertx))
                .setSessionCookieName("visit")
                .setCookieHttpOnlyFlag(true)
                .setCookieSameSite(CookieSameSite.STRICT)
                .setNagHttps(false);
        router.route().handler(PageServer::refuseOtherNames);
    }

    private static void refuseOtherNames(RoutingContext context) {
        String host = context.request().authority() == null
                ? ""
                : context.request().authority().host();
        if (host.equals("localhost") || host.equals("127.0.0.1")) {
            context.next();
        } else {
            context.response().setStatusCode(421).end();
        }
    }

    PageServer files(PageFiles files) {
        router.get("/library.js").handler(files::library);
        return this;
    }

    /** Files come last: they are whatever else is asked for. */
    PageServer otherwise(PageFiles files) {
        router.get().handler(files::file);
        return this;
    }

    PageServer messages(Messages messages) {
        router.get("/events").handler(context -> messages.tell(context.response()));
        return this;
    }

    PageServer proxy(ServiceProxy proxy) {
        body(router.route("/auth/*")).handler(proxy::pass);
        return this;
    }

    /** What a button does, with the body that it is given. */
    PageServer control(String name, Function<JsonObject, Future<JsonObject>> action) {
        body(router.post("/control/" + name)).handler(context -> answer(context, action.apply(given(context))));
        return this;
    }

    PageServer control(String name, Runnable action) {
        return control(name, given -> {
            action.run();
            return Future.succeededFuture(new JsonObject());
        });
    }

    /** What a website's button does in the browser's visit, which its cookie names. */
    PageServer website(String name, Function<Session, Future<JsonObject>> action) {
        router.post("/website/" + name)
                .handler(visits)
                .handler(context -> answer(context, action.apply(context.session())));
        return this;
    }

    PageServer stored(Supplier<Future<JsonObject>> stored) {
        router.get("/stored").handler(context -> answer(context, stored.get()));
        return this;
    }

    private static Route body(Route route) {
        return route.handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
    }

    private static JsonObject given(RoutingContext context) {
        JsonObject body = context.body().asJsonObject();
        return body == null ? new JsonObject() : body;
    }

    private static void answer(RoutingContext context, Future<JsonObject> answer) {
        context.response().putHeader("Cache-Control", "no-store");
        answer.onSuccess(context::json).onFailure(context::fail);
    }

    /** Succeeds with its URL when it listens; fails when the port is taken. */
    Future<String> listen(int port) {
        return server.requestHandler(router)
                .listen(port, "127.0.0.1")
                .map(listening -> "http://localhost:" + listening.actualPort() + "/");
    }
}
