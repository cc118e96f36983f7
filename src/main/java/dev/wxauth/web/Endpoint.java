package dev.wxauth.web;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** One route's work: a request becomes an answer, or fails with a {@link dev.wxauth.error.Fault}. */
@FunctionalInterface
public interface Endpoint {
    /** Fails with the fault that is the answer; any other failure is a defect and answered as 500. */
    Future<Answer> answer(RoutingContext request);
}
