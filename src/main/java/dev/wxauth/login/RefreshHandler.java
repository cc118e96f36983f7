package dev.wxauth.login;

import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.IdempotencyKey;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code POST /auth/refresh}. */
public final class RefreshHandler implements Endpoint {
    private final RefreshService service;

    /** Takes what does the work. */
    public RefreshHandler(RefreshService service) {
        this.service = service;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return RequestReader.json(request, body -> new RefreshTry(body.string("skey"), key(request)))
                .compose(refresh -> service.refresh(refresh, Caller.of(request)))
                .map(Answer::json);
    }

    private static Optional<String> key(RoutingContext request) {
        return IdempotencyKey.find(request.request());
    }
}
