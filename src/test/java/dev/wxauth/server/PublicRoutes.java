package dev.wxauth.server;

import dev.wxauth.config.ConfigException;
import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.settings.SecretWatch;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import dev.wxauth.web.ClientAddress;
import dev.wxauth.web.Gate;
import dev.wxauth.web.RequestLog;
import dev.wxauth.web.Routes;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/** The routes of the public port as the program builds them, to look at and not to serve with. */
final class PublicRoutes {
    private PublicRoutes() {}

    static Routes create(ServiceExtension service) {
        Vertx vertx = service.vertx();
        Shared shared =
                Shared.create(vertx, configuration(service.setting("WXAUTH_REDIS_URL")), SecretWatch.NOW_AND_THEN);
        RedisCommands redis = RedisCommands.open(vertx, shared.configuration().redis(), shared.redisWatch());
        try {
            Routes routes = routes(vertx, shared);
            ApiRouter.create(routes, Endpoints.of(new Services(vertx, shared, redis)));
            return routes;
        } finally {
            shared.secrets().close();
            redis.close();
        }
    }

    private static Routes routes(Vertx vertx, Shared shared) {
        Gate gate = new Gate(shared.lifecycle(), shared.requests());
        return new Routes(
                vertx,
                new ClientAddress(List.of(), shared.forwarded()),
                RequestLog.ofManagementPort(shared.troubles()),
                gate);
    }

    private static Configuration configuration(String redisUrl) {
        try {
            return ConfigLoader.load(TestSettings.create(redisUrl, "http://127.0.0.1:9"), Path.of("target"));
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }
}
