package dev.wxauth.settings;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Reads mounted secrets again: now and then by itself, and when somebody misses a key. */
public final class SecretWatch {
    private static final long NOW_AND_THEN_MILLIS = 5000;

    private final Vertx vertx;
    private final SecretFiles files;
    private final long timer;

    private SecretWatch(Vertx vertx, SecretFiles files) {
        this.vertx = vertx;
        this.files = files;
        this.timer = vertx.setPeriodic(NOW_AND_THEN_MILLIS, tick -> readAgain());
    }

    /** Begins to watch. */
    public static SecretWatch open(Vertx vertx, SecretFiles files) {
        return new SecretWatch(vertx, files);
    }

    /** Succeeds when the files have been read, now or within the last second. */
    public Future<Void> readAgain() {
        return files.areFresh() ? Future.succeededFuture() : vertx.executeBlocking(this::read, false);
    }

    private Void read() {
        files.refreshUnlessFresh();
        return null;
    }

    /** Ends watching. */
    public void close() {
        vertx.cancelTimer(timer);
    }
}
