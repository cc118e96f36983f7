package dev.wxauth.support;

/** The Redis that all tests of a JVM share which do not break it: an address from the environment, or one of our own. */
final class SharedRedis {
    private static final String ADDRESS = "TEST_REDIS_URL";

    /** Several JVMs run tests at once, and empty their Redis: where they are given one, each has a database of its own. */
    private static final String DATABASE = System.getProperty("test.database", "");

    private static TestRedis own;

    private SharedRedis() {}

    static synchronized String url() {
        String given = System.getenv(ADDRESS);
        if (given != null) {
            return DATABASE.isEmpty() ? given : given.replaceFirst("/\\d*$", "") + DATABASE;
        }
        if (own == null) {
            own = TestRedis.create();
        }
        return own.url();
    }
}
