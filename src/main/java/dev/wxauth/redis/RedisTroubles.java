package dev.wxauth.redis;

import dev.wxauth.observe.Troubles;
import dev.wxauth.observe.Troubles.Trouble;
import org.slf4j.event.Level;

/**
 * Tells the operator what is wrong with Redis, for all connections of a process together. ERROR for what only the operator
 * can mend, WARN for the rest. A line names host and port and the first word of what Redis said, and never a password.
 *
 * @param troubles where it is told; safe to be used by several threads
 */
record RedisTroubles(Troubles troubles) {
    /** An attempt of this connection to reach Redis failed; that lasts until the connection is well. */
    void happened(Object connection, RedisFailure why) {
        troubles.holds(connection, trouble(why), why.explained());
    }

    /** Redis would not do what it was asked, which whoever asked counts; it lasts until it has been quiet for a while. */
    void refused(RedisFailure why) {
        troubles.seen(trouble(why), why.explained());
    }

    private static Trouble trouble(RedisFailure why) {
        return new Trouble(why.isForOperator() ? Level.ERROR : Level.WARN, why.word(), "", why.where());
    }

    /** This connection has stood for a while: what kept it from that is over, unless it keeps others. */
    void well(Object connection) {
        troubles.well(connection);
    }

    /** This connection is closed, and says nothing about Redis any more. */
    void forget(Object connection) {
        troubles.forget(connection);
    }
}
