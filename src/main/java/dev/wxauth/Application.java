package dev.wxauth;

import dev.wxauth.error.HeapWatch;

/** The program's {@code main}: what takes its time is begun before all else, the log included, on threads of its own. */
public final class Application {
    /**
     * Java's own way to ask for direct memory is to wait for half a second, on the event loop, before it says that there is
     * none. Netty has another, which it may use on a Java since 9 when it is told so, and the jar's manifest opens the
     * package.
     */
    private static final String NETTY_ASKS_FOR_DIRECT_MEMORY = "io.netty.tryReflectionSetAccessible";

    private Application() {}

    /** Runs the service until the process is told to end. */
    public static void main(String[] arguments) {
        System.setProperty(NETTY_ASKS_FOR_DIRECT_MEMORY, "true");
        CryptoProvider crypto = CryptoProvider.beginToInstall();
        Thread.setDefaultUncaughtExceptionHandler(Pod::threadEnded);
        HeapWatch.begin();
        Pod.run(crypto);
    }
}
