package dev.wxauth.settings;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Reads mounted secrets again: now and then by itself, and when somebody misses a key. */
public final class SecretWatch {
    /** How often the files are read: what is changed in one shall be taken up within 30 s. */
    public static final Duration NOW_AND_THEN = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final SecretFiles files;
    private final long timer;

    private SecretWatch(Vertx vertx, SecretFiles files, Duration every) {
        this.vertx = vertx;
        this.files = files;
        this.timer = vertx.setPeriodic(every.toMillis(), tick -> readAgain());
    }

    /** Begins to watch. */
    public static SecretWatch open(Vertx vertx, SecretFiles files, Duration every) {
        return new SecretWatch(vertx, files, every);
    }

    /** Succeeds when the files have been read, now or within the last second, whatever was wrong with them. */
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
