package dev.wxauth.rotation;

import dev.wxauth.crypto.UnknownKeyException;
import dev.wxauth.error.Fault;
import dev.wxauth.settings.SecretWatch;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks twice before a key is taken for one that does not exist (contract, section 6): something may be genuine whose key
 * this pod has not read yet. It reads its files again; when the key is still not there and Redis saw it lately, the answer
 * is 503 and not that the thing is dead.
 */
public final class KeyLookup {
    private final SecretWatch secrets;
    private final KeyRegistry registry;

    /** Takes what reads the files again, and what knows which keys other pods hold. */
    public KeyLookup(SecretWatch secrets, KeyRegistry registry) {
        this.secrets = secrets;
        this.registry = registry;
    }

    /**
     * Does what may throw {@link UnknownKeyException}.
     *
     * @param work something short, done up to twice
     * @return what it gives, or empty when its key was made up or removed. Fails with
     *     {@link Fault.TemporarilyUnavailable} when this pod may only lag, and with whatever else the work throws
     */
    public <T> Future<Optional<T>> find(Supplier<Optional<T>> work) {
        try {
            return Future.succeededFuture(work.get());
        } catch (UnknownKeyException lacking) {
            return secrets.readAgain().map(read -> work.get()).recover(this::unlessNew);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private <T> Future<Optional<T>> unlessNew(Throwable failure) {
        return failure instanceof UnknownKeyException lacking
                ? registry.isNew(lacking).map(KeyLookup::<T>none)
                : Future.failedFuture(failure);
    }

    private static <T> Optional<T> none(boolean isNew) {
        if (isNew) {
            throw Fault.TemporarilyUnavailable.because("a key that is new to Redis has not reached this pod yet");
        }
        return Optional.empty();
    }
}
