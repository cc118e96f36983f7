package dev.wxauth.error;

import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Tells a certificate that is not accepted, which only the operator can mend, from all else that goes wrong with TLS. */
public final class Certificates {
    /** How the log calls it, in a word. */
    public static final String REFUSED = "certificate";

    /** What the operator is told to look at. */
    public static final String ADVICE =
            "its certificate is not accepted, see its dates, its host name, and whether the JVM's trust store has its authority";

    private static final int MOST_CAUSES = 20;

    private Certificates() {}

    /** Whether TLS failed since the certificate that was shown is not accepted; a chain of causes may be a ring. */
    public static boolean areRefused(Throwable failure) {
        return failure instanceof SSLException
                && Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                        .limit(MOST_CAUSES)
                        .anyMatch(GeneralSecurityException.class::isInstance);
    }
}
