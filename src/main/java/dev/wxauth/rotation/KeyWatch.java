package dev.wxauth.rotation;

import dev.wxauth.crypto.KeyKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps Redis told which keys this pod holds: when they change, and every second, since Redis may have lost its memory.
 *
 * <p>Not thread-safe: it lives on one event loop.
 */
public final class KeyWatch {
    private static final long LOOK_MILLIS = 100;
    private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final KeyActivation activation;
    private final KeyRegistry registry;
    private final long timer;
    private boolean underWay;
    private List<List<String>> told = List.of();
    private long toldAt;

    private KeyWatch(Vertx vertx, KeyActivation activation, KeyRegistry registry) {
        this.vertx = vertx;
        this.activation = activation;
        this.registry = registry;
        this.timer = vertx.setPeriodic(LOOK_MILLIS, tick -> look());
    }

    /** Begins to watch. */
    public static KeyWatch open(Vertx vertx, KeyActivation activation, KeyRegistry registry) {
        return new KeyWatch(vertx, activation, registry);
    }

    private void look() {
        List<List<String>> held = List.of(activation.held(KeyKind.MASTER), activation.held(KeyKind.SIGNING));
        boolean due = !held.equals(told) || System.nanoTime() - toldAt >= REPEAT_NANOS;
        if (due && !underWay) {
            underWay = true;
            registry.report().map(done -> tell(held)).eventually(this::end);
        }
    }

    private Void tell(List<List<String>> held) {
        told = held;
        toldAt = System.nanoTime();
        return null;
    }

    private Future<Void> end() {
        underWay = false;
        return Future.succeededFuture();
    }

    /** Ends watching. */
    public void close() {
        vertx.cancelTimer(timer);
    }
}
