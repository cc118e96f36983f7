package dev.wxauth;

import ch.qos.logback.classic.LoggerContext;
import dev.wxauth.config.ConfigException;
import dev.wxauth.config.ConfigLoader;
import dev.wxauth.config.Configuration;
import dev.wxauth.error.OutOfMemory;
import dev.wxauth.tracing.Tracing;
import dev.wxauth.web.HttpSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the process: the configuration is read and checked, the service started, and stopped by SIGTERM. */
final class Pod {
    private static final Logger log = LoggerFactory.getLogger(Pod.class);
    private static final int EXIT_MISCONFIGURED = 2;
    private static final int EXIT_NOT_STARTED = 1;
    private static final int FLUSH_SECONDS = 3;
    private static final int MOST_ADDRESS_SECONDS = 5;
    private static final Duration SPANS_PATIENCE = Duration.ofSeconds(2);
    private static final long BLOCKED_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private Pod() {}

    /** Serves, and comes back at once; ends the process where it cannot. */
    static void run(CryptoProvider crypto) {
        crypto.await();
        try {
            Configuration configuration = ConfigLoader.load(System.getenv(), Path.of(""));
            configuration.logLevels().get().apply();
            crypto.report();
            serve(configuration);
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_MISCONFIGURED);
        }
    }

    /** What is known of a thread's end. */
    static void threadEnded(Thread thread, Throwable failure) {
        OutOfMemory.endsTheProcess(failure);
        log.error("the thread {} has ended", thread.getName(), failure);
    }

    private static void serve(Configuration configuration) {
        Tracing tracing = Tracing.start(configuration.tracing());
        Vertx vertx = tracing.in(Vertx.builder().with(options())).build();
        log.info("sockets are waited for by {}", vertx.isNativeTransportEnabled() ? "epoll" : "the JDK");
        Wxauth.start(vertx, configuration, Runtime.getRuntime().availableProcessors())
                .onSuccess(wxauth -> started(wxauth, () -> stop(vertx, wxauth, configuration, tracing)))
                .onFailure(Pod::notStarted);
    }

    /**
     * No file is cached: a pod's root file system is read-only. No host's address is believed for longer than a few seconds,
     * whatever its name server says: that of Docker says ten minutes, podman's a day, and by then Redis may have moved. A
     * blocked event loop is warned of early; how early can be set by the system properties that Vert.x' own launcher knew, in
     * nanoseconds and milliseconds.
     */
    static VertxOptions options() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setAddressResolverOptions(new AddressResolverOptions().setCacheMaxTimeToLive(MOST_ADDRESS_SECONDS))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))
                .setMaxEventLoopExecuteTime(Long.getLong("vertx.options.maxEventLoopExecuteTime", BLOCKED_AFTER_NANOS))
                .setBlockedThreadCheckInterval(Long.getLong("vertx.options.blockedThreadCheckInterval", 1000));
    }

    private static void started(Wxauth wxauth, Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "shutdown"));
        log.info("serving on port {}, management on port {}", wxauth.port(), wxauth.managementPort());
    }

    private static void notStarted(Throwable failure) {
        OutOfMemory.endsTheProcess(failure);
        System.err.println("The service cannot start: " + failure.getMessage());
        System.exit(EXIT_NOT_STARTED);
    }

    /** Blocks until all is closed: the process ends when its shutdown hooks do. */
    private static void stop(Vertx vertx, Wxauth wxauth, Configuration configuration, Tracing tracing) {
        HttpSettings http = configuration.http();
        long patience = http.drainDelay().plus(http.drainTimeout()).toSeconds() + 5;
        log.info("stopping");
        try {
            wxauth.stop().await(patience, TimeUnit.SECONDS);
            vertx.close().await(5, TimeUnit.SECONDS);
            log.info("stopped");
        } catch (Exception e) {
            log.warn("not everything could be closed in time");
        }
        tracing.close(SPANS_PATIENCE);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            flush(context);
        }
    }

    /** The last lines are written, unless nobody reads them: a full pipe must not hold the end of the process. */
    private static void flush(LoggerContext context) {
        CompletableFuture.runAsync(context::stop)
                .completeOnTimeout(null, FLUSH_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
