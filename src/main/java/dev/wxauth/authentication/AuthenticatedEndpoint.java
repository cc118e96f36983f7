package dev.wxauth.authentication;

import dev.wxauth.web.Answer;
import dev.wxauth.web.Request;
import io.vertx.core.Future;

/**
 * One route's work for one who is known by now.
 *
 * @param <T> who it is
 */
@FunctionalInterface
public interface AuthenticatedEndpoint<T> {
    /** Succeeds with the answer; fails with the fault that is it. */
    Future<Answer> answer(Request request, T who);
}
