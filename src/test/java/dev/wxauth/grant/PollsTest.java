package dev.wxauth.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.error.Fault;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.support.RedisDoor;
import dev.wxauth.support.TestRedis;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls of a pod that Redis has not told the time yet, and of others that know it. */
class PollsTest {
    private static final LuaScript START = LuaScript.named("device-start", "device-requests");
    private static final RedisKeys NAMES = new RedisKeys("wxauth:");
    private static final String ID = "request";

    @AutoClose
    private final TestRedis server = TestRedis.create();

    @AutoClose
    private final RedisDoor door = new RedisDoor(server.url());

    private final Polls polls = new Polls(door.redis(), NAMES);

    @BeforeEach
    void begin() {
        List<String> keys = List.of(NAMES.deviceRequest(ID), NAMES.devicePoll(ID));
        List<String> asked = List.of("120000", "60000", "3000", "client", "appid", "", "");
        door.onLoop(() -> door.redis().run(START, keys, asked));
    }

    private String poll() {
        return door.onLoop(() -> polls.poll(ID).map("decided").otherwise(PollsTest::error));
    }

    private static String error(Throwable failure) {
        return ((Fault) failure).error();
    }

    private void tellTheTime() {
        door.redis().clock().told(System.currentTimeMillis(), System.nanoTime());
    }

    @Test
    void withoutTheTimeTheScriptTellsHowFarItIs() {
        assertThat(poll()).isEqualTo("authorization_pending");
        assertThat(poll()).isEqualTo("slow_down");
    }

    @Test
    void aPodThatKnowsTheTimeHoldsItAgainstThePollOfOneThatDoesNot() {
        assertThat(poll()).isEqualTo("authorization_pending");
        tellTheTime();
        assertThat(poll()).isEqualTo("slow_down");
    }

    @Test
    void aPodThatDoesNotKnowTheTimeHoldsItAgainstThePollOfOneThatDoes() {
        tellTheTime();
        assertThat(poll()).isEqualTo("authorization_pending");
        assertThat(pollWithoutTheTime()).isEqualTo("slow_down");
    }

    private String pollWithoutTheTime() {
        try (RedisDoor fresh = new RedisDoor(server.url())) {
            Polls others = new Polls(fresh.redis(), NAMES);
            return fresh.onLoop(() -> others.poll(ID).map("decided").otherwise(PollsTest::error));
        }
    }

    @Test
    void withTheTimeThePollsAreMarked() {
        tellTheTime();
        assertThat(poll()).isEqualTo("authorization_pending");
        assertThat(poll()).isEqualTo("slow_down");
        assertThat(poll()).isEqualTo("slow_down");
    }

    @Test
    void whatIsNotThereIsNotMade() {
        tellTheTime();
        door.onLoop(() -> door.redis().delete(List.of(NAMES.deviceRequest(ID))));
        door.onLoop(() -> door.redis().delete(List.of(NAMES.devicePoll(ID))));
        assertThat(poll()).isEqualTo("invalid_grant");
        assertThat(door.onLoop(() -> door.redis().get(NAMES.devicePoll(ID)))).isEmpty();
    }
}
