package dev.wxauth.web;

import io.vertx.core.Future;

/** One route's work: a request becomes an answer, or fails with a {@link dev.wxauth.error.Fault}. */
@FunctionalInterface
public interface Endpoint {
    /** Succeeds with the answer; fails with the fault that is it. Any other failure is a defect and answered as 500. */
    Future<Answer> answer(Request request);
}
