package dev.wxauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredSessions;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user costs Redis, in commands and in memory. */
class RedisCostTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().withOwnRedis();

    private static final int TRIES = 10;

    private final SessionCaller sessions = new SessionCaller(service.http());

    @BeforeEach
    void everyScriptIsThere() {
        sessions.refresh(service.login("first").getString("skey"));
    }

    @Test
    void theLoginOfANewUserIsAFewCommands() {
        service.wechat().bindUnionid(false);
        assertThat(fewest(i -> service.login("new" + i))).isLessThanOrEqualTo(7);
        service.wechat().bindUnionid(true);
        assertThat(fewest(i -> service.login("new-person" + i)))
                .as("and what makes a user a person, in a slot of its own")
                .isLessThanOrEqualTo(14);
    }

    @Test
    void aRefreshIsAFewCommands() {
        String[] skey = {service.login("alice").getString("skey")};
        assertThat(fewest(i -> skey[0] = sessions.refresh(skey[0]).json().getString("skey")))
                .isLessThanOrEqualTo(5);
    }

    /** What else the pod asks meanwhile makes one try cost more, and never less. */
    private static long fewest(LongConsumer request) {
        return LongStream.range(0, TRIES).map(i -> commands(request, i)).min().orElseThrow();
    }

    private static long commands(LongConsumer request, long i) {
        long before = view().count("stats", "total_commands_processed");
        request.accept(i);
        return view().count("stats", "total_commands_processed") - before - 1;
    }

    @Test
    void aSessionStaysPackedWhenItHasALabelAndWasRefreshedWithAKey() {
        JsonObject login = service.http()
                .postJson(
                        "/auth/login",
                        new JsonObject()
                                .put("code", service.wechat().code(TestSettings.APPID, "alice"))
                                .put("device", "iPhone 15 Pro"))
                .json();
        assertThat(sessions.refresh(login.getString("skey"), UUID.randomUUID().toString())
                        .status())
                .isEqualTo(200);
        assertThat(view().call("OBJECT", "ENCODING", StoredSessions.key(login)).toString())
                .isEqualTo("listpack");
    }

    /** That is most of it; what the two tables of keys need beside them is told by the benchmark. */
    @Test
    void aUserWithOneSessionIsTwoSmallKeys() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(alice.tokens().getString("unionid")).isNotEmpty();
        assertThat(view().keys().stream()
                        .filter(key -> key.contains(alice.tag()))
                        .mapToInt(key -> view().call("MEMORY", "USAGE", key).toInteger()))
                .hasSize(2)
                .satisfies(bytes -> assertThat(
                                bytes.stream().mapToInt(Integer::intValue).sum())
                        .isLessThan(460));
    }

    /** Together with the user that is still less than 600 bytes. */
    @Test
    void aPersonIsOneSmallKey() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String key = "wxauth:{" + alice.tokens().getString("person") + "}:p";
        assertThat(view().call("MEMORY", "USAGE", key).toInteger()).isLessThan(140);
    }

    private static RedisView view() {
        return service.redisView();
    }
}
