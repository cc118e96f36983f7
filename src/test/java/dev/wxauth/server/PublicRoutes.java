package dev.wxauth.server;

import dev.wxauth.config.ConfigException;
import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import dev.wxauth.web.AccessLog;
import dev.wxauth.web.CallerHandler;
import dev.wxauth.web.ClientAddress;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/** The routes of the public port as the program builds them, to look at and not to serve with. */
final class PublicRoutes {
    private PublicRoutes() {}

    static Routes create(ServiceExtension service) {
        Vertx vertx = service.vertx();
        Pod pod = Pod.create(vertx, configuration(service.setting("WXAUTH_REDIS_URL")));
        RedisCommands redis = RedisCommands.open(vertx, pod.configuration().redis(), pod.redisTroubles());
        try {
            Routes routes = routes(vertx, pod);
            ApiRouter.create(routes, new Services(vertx, pod, redis));
            return routes;
        } finally {
            pod.secrets().close();
            redis.close();
        }
    }

    private static Routes routes(Vertx vertx, Pod pod) {
        return new Routes(
                vertx,
                new CallerHandler(new ClientAddress(List.of())),
                new AccessLog(pod.meters()),
                pod.lifecycle(),
                pod.requests());
    }

    private static Configuration configuration(String redisUrl) {
        try {
            return ConfigLoader.load(TestSettings.create(redisUrl, "http://127.0.0.1:9"), Path.of("target"));
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }
}
