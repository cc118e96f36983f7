package dev.wxauth.support;

/** The Redis that all tests of a run share which do not break it: an address from the environment, or one of our own. */
final class SharedRedis {
    private static final String ADDRESS = "TEST_REDIS_URL";
    private static TestRedis own;

    private SharedRedis() {}

    static synchronized String url() {
        String given = System.getenv(ADDRESS);
        if (given != null) {
            return given;
        }
        if (own == null) {
            own = TestRedis.create();
        }
        return own.url();
    }
}
