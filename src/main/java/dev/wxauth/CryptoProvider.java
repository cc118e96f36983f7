package dev.wxauth;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What signs, seals and hashes: a native library. On platforms that it does not know, the JDK's own provider does the same,
 * slower.
 */
final class CryptoProvider {
    private final CompletableFuture<Optional<Throwable>> installation;

    private CryptoProvider(CompletableFuture<Optional<Throwable>> installation) {
        this.installation = installation;
    }

    /** To unpack the library and to test it takes a while, in which the caller may do something else. */
    static CryptoProvider beginToInstall() {
        return new CryptoProvider(CompletableFuture.supplyAsync(CryptoProvider::install));
    }

    private static Optional<Throwable> install() {
        try {
            AmazonCorrettoCryptoProvider.install();
            AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
            return Optional.empty();
        } catch (LinkageError | RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** Blocks until keys can be made and tried. */
    void await() {
        installation.join();
    }

    /** Says which one it has become. */
    void report() {
        Logger log = LoggerFactory.getLogger(CryptoProvider.class);
        installation
                .join()
                .map(failure -> failure.getClass().getSimpleName())
                .ifPresent(failure -> log.warn("the native crypto provider cannot be used here: {}", failure));
        log.info("signatures are made by {}", signer());
    }

    private static String signer() {
        try {
            return Signature.getInstance("SHA256withECDSA").getProvider().getName();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has ECDSA", e);
        }
    }
}
