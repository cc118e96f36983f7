package dev.wxauth.support;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on the test's thread. */
public final class Await {
    private static final long PATIENCE_SECONDS = 30;

    private Await() {}

    /** The future's result, or its failure; a test that would hang fails instead. */
    public static <T> T result(Future<T> future) {
        try {
            return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not done after " + PATIENCE_SECONDS + " s", e);
        }
    }
}
