package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.crypto.RandomName;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.support.Await;
import dev.wxauth.support.Device;
import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.Phone;
import dev.wxauth.support.RedisRelay;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pod that never hears what came of a step, as one that dies just then: whoever comes next finishes it. */
class DeviceLostPodTest {
    private static final LuaScript CONSENT = LuaScript.named("device-consent", "sessions");
    private static final LuaScript POLL = LuaScript.named("device-poll", "device-requests");
    private static final LuaScript REDEEM = LuaScript.named("device-redeem", "sessions", "users", "session-begin");
    private static final LuaScript KEEP = LuaScript.named("device-keep");

    @AutoClose
    private static final EmbeddedRedis redis = new EmbeddedRedis();

    @AutoClose
    private static final RedisRelay relay = new RedisRelay(redis.port());

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_REDIS_URL", relay.url());

    private String user;
    private Phone alice;
    private Device device;

    /** The test before may have left a connection that is made anew; and Redis knows every script after one round. */
    @BeforeEach
    void awaitOneWholeRound() {
        Await.until("a device can be let in", Duration.ofSeconds(15), this::letsOneIn);
        device = Device.asks(service.http());
    }

    private boolean letsOneIn() {
        try {
            user = RandomName.hexadecimal(new SecureRandom());
            alice = Phone.login(service, user);
            Device first = Device.asks(service.http());
            alice.letIn(first);
            return first.poll().status() == 200;
        } catch (IllegalStateException unavailable) {
            return false;
        }
    }

    private Reply pollAgain() {
        return Await.reply(device::poll, reply -> reply.status() != 503);
    }

    static List<LuaScript> steps() {
        return List.of(POLL, REDEEM, KEEP);
    }

    /** After the request was marked, after the session was made, after the answer was kept. */
    @ParameterizedTest
    @MethodSource("steps")
    void theNextPollFinishesWhatWasBegun(LuaScript step) {
        alice.letIn(device);
        relay.muteScriptAbout(step.sha1());
        assertThat(device.poll().status()).isEqualTo(503);
        Reply reply = pollAgain();
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        SessionCaller sessions = new SessionCaller(service.http());
        assertThat(sessions.isActive(reply.json().getString("access_token"))).isTrue();
        assertThat(sessions.sessions(alice.tokens().getString("skey")).body().split("client_id", -1))
                .as("the first device, and this one")
                .hasSize(3);
        assertThat(device.poll().json().getString("access_token"))
                .isEqualTo(reply.json().getString("access_token"));
    }

    /** The session that was made before the pod died ends with all others, and is not made anew. */
    @Test
    void aLogoutEverywhereBetweenTheStepsIsNotUndone() {
        alice.letIn(device);
        relay.muteScriptAbout(REDEEM.sha1());
        assertThat(device.poll().status()).isEqualTo(503);
        Reply logout = Await.reply(this::logOutEverywhere, reply -> reply.status() != 503);
        assertThat(logout.status()).isEqualTo(204);
        assertThat(pollAgain().error()).isEqualTo("access_denied");
        service.login(user);
        assertThat(device.poll().error()).isEqualTo("access_denied");
    }

    private Reply logOutEverywhere() {
        return service.http()
                .postJson("/auth/logout", new JsonObject().put("everywhere", true), "Authorization", alice.bearer());
    }

    /** The consent was noted, the request not yet agreed: it is still the user's question. */
    @Test
    void anApprovalThatWasCutInTwoCanBeRepeated() {
        alice.scan(device);
        relay.muteScriptAbout(CONSENT.sha1());
        Reply cut = alice.approve(device);
        assertThat(cut.status()).isEqualTo(503);
        Await.reply(() -> alice.approve(device), reply -> reply.status() == 204);
        assertThat(device.poll().status()).isEqualTo(200);
    }

    /** What was noted without an answer lets nobody in by itself. */
    @Test
    void anApprovalThatWasCutInTwoLetsNobodyIn() {
        alice.scan(device);
        relay.muteScriptAbout(CONSENT.sha1());
        assertThat(alice.approve(device).status()).isEqualTo(503);
        assertThat(pollAgain().error()).isIn("authorization_pending", "slow_down");
    }
}
