package dev.wxauth.support;

/** A real Redis of a test's own, which can be taken away and given back at the same address. */
public interface TestRedis extends AutoCloseable {
    /** Where it is. */
    String url();

    /** Stops it from answering, without closing a connection. */
    void freeze();

    /** Lets it go on where it was frozen. */
    void thaw();

    /** Ends the server; its connections are closed, and its memory is lost. */
    void stop();

    /** Starts it again at the same address, empty. */
    void start();

    @Override
    void close();

    /** Testcontainers where Docker answers, the embedded binary elsewhere; with settings such as {@code --timeout 1}. */
    static TestRedis create(String... settings) {
        return ContainerRedis.isPossible() ? new ContainerRedis(settings) : new EmbeddedRedis(settings);
    }
}
