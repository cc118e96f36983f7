package dev.wxauth.authentication;

import dev.wxauth.web.Answer;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * An endpoint that first asks who is there, and hands that on.
 *
 * @param authenticator succeeds with who asks, or fails with the fault that is the answer
 * @param endpoint does the work
 */
record Authenticated<T>(Function<Request, Future<T>> authenticator, AuthenticatedEndpoint<T> endpoint)
        implements Endpoint {
    @Override
    public Future<Answer> answer(Request request) {
        return authenticator.apply(request).compose(who -> endpoint.answer(request, who));
    }
}
