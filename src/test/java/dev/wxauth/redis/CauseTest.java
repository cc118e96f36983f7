package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Redis 6.2 and 7.0 say, word for word, and the library. */
class CauseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'. script: 0ce4, on @user_script:1.|HERE|OOM",
                "ERR Error running script (call to f_0ce4): @user_script:1: @user_script: 1: -OOM command not"
                        + " allowed when used memory > 'maxmemory'.|HERE|OOM",
                "ERR Error running script (call to f_0ce4): @user_script:1: @user_script: 1: -READONLY You can't"
                        + " write against a read only replica.|ELSEWHERE|READONLY",
                "ERR The user executing the script can't run this command or subcommand script: 0ce4, on"
                        + " @user_script:1.|HERE|NOPERM",
                "ERR Error running script (call to f_0ce4): @user_script:1: @user_script: 1: The user executing"
                        + " the script can't run this command or subcommand|HERE|NOPERM",
                "NOPERM this user has no permissions to run the 'hset' command|HERE|NOPERM",
                "NOREPLICAS Not enough good replicas to write.|HERE|NOREPLICAS",
                "MISCONF Redis is configured to save RDB snapshots|HERE|MISCONF",
                "BUSY Redis is busy running a script.|HERE|BUSY",
                "LOADING Redis is loading the dataset in memory|ELSEWHERE|LOADING",
                "NOAUTH Authentication required.|ELSEWHERE|NOAUTH",
                "CLUSTERDOWN The cluster is down|ELSEWHERE|CLUSTERDOWN",
                "BUSYKEY Target key name already exists.|REFUSED|BUSYKEY",
                "NOSCRIPT No matching script.|REFUSED|NOSCRIPT",
                "WRONGTYPE Operation against a key holding the wrong kind of value|REFUSED|WRONGTYPE",
                "ERR unknown command 'role', with args beginning with: 'secret'|REFUSED|ERR",
                "CONNECTION_CLOSED|ENDED|lost",
            })
    void whatRedisSays(String message, Cause cause, String word) {
        ErrorType answer = ErrorType.create(message);
        assertThat(Cause.of(answer)).isEqualTo(cause);
        assertThat(Cause.word(answer)).isEqualTo(word);
    }

    @Test
    void whatTheLibrarySays() {
        assertThat(Cause.of(new TimeoutException())).isEqualTo(Cause.TIMEOUT);
        assertThat(Cause.of(new IOException("Connection reset by peer"))).isEqualTo(Cause.ENDED);
        assertThat(Cause.of(new IllegalStateException("Connection is closed"))).isEqualTo(Cause.NEVER_SENT);
        assertThat(Cause.of(new IllegalStateException("Redis waiting queue is full")))
                .isEqualTo(Cause.OVERLOAD);
        assertThat(Cause.word(new TimeoutException())).isEqualTo("timeout");
        assertThat(Cause.word(new ConnectException("refused: redis/10.0.0.1:6379")))
                .isEqualTo("lost");
        assertThat(Cause.word(new IllegalStateException("Cannot connect to any of the provided endpoints\n"
                        + "- io.netty.channel.ConnectTimeoutException: x\n- WRONGPASS invalid username-password pair")))
                .isEqualTo("WRONGPASS");
    }

    /** Which of these it is depends on the transport and the moment, and all are one outage. */
    @Test
    void whateverEndsAConnectionIsOneWord() {
        Stream.of(
                        new ClosedChannelException(),
                        new IOException("recvAddress(..) failed with error(-104): Connection reset by peer"),
                        new IOException("Connection reset by peer"),
                        new IllegalStateException("Connection is closed"),
                        new ConnectException("refused: redis/10.0.0.1:6379"),
                        new UnknownHostException("redis"))
                .forEach(failure -> assertThat(Cause.word(failure)).isEqualTo("lost"));
        assertThat(Cause.word(new ConnectTimeoutException("timed out"))).isEqualTo("timeout");
        assertThat(RedisFailure.unreachable("redis:6379", new UnknownHostException("redis")))
                .hasMessage("Redis at redis:6379 is out of reach: lost, no name server knows it");
    }

    /** A cluster's client says of each node that it could not reach what became of that, and a link has all their names. */
    @Test
    void theNodeThatIsMissingIsNamedWhereItIsKnown() {
        String one = "Failed to connect to all nodes of the cluster\n- x.AnnotatedConnectException: finishConnect(..)"
                + " failed with error(-111): Connection refused: ";
        assertThat(where(one + "/10.0.0.2:6379")).isEqualTo("10.0.0.2:6379");
        assertThat(where(one + "node-b/10.0.0.2:6379")).isEqualTo("node-b:6379");
        assertThat(where(one + "/10.0.0.2:6379\n- y: Connection refused: /10.0.0.3:6379"))
                .isEqualTo("a:1,b:1");
        assertThat(where("CONNECTION_CLOSED")).isEqualTo("a:1,b:1");
    }

    private static String where(String message) {
        return RedisFailure.unreachable("a:1,b:1", new ConnectException(message))
                .where();
    }

    /** A connection that was refused is told by the word of the refusal, and all else without a word of Redis' by what came of it. */
    @ParameterizedTest
    @CsvSource({"WRONGPASS invalid username-password pair,WRONGPASS", "NOAUTH needs one,NOAUTH", "UNHEARD of,lost"})
    void whatTheMetricsSayOfAConnectionThatWasRefused(String message, String outcome) {
        assertThat(RedisFailure.unreachable("redis:6379", ErrorType.create(message))
                        .outcome())
                .isEqualTo(outcome);
    }
}
