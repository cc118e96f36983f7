package dev.wxauth.wechat.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is answered with 502 is an unreadable answer, for the metrics and for the circuit breaker, too. */
class UnreadableAnswerTest {
    private static final String CALLS = "wxauth_wechat_calls_seconds_count";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_BREAKER_FAILURES", "3");

    private MiniProgram alice;

    /** WeChat's access_token is there already, so that the trouble meets the call itself. */
    @BeforeEach
    void beginWithANewCircuitAndWithAToken() {
        service.restartInstance(0);
        alice = MiniProgram.login(service, "alice");
        assertThat(ask("checksession").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    getuserphonenumber  | {"errcode":0}
                    getuserphonenumber  | {}
                    resetusersessionkey | {"errcode":0}
                    resetusersessionkey | {}
                    checksession        | {}
                    checksession        | {"errcode":"none"}
                    """)
    void countsAsUnreadableAndOpensTheCircuit(String api, String answer) {
        double ok = counted(api, "ok");
        service.wechat().wxaTroubleNext(3, Trouble.notJson(answer));
        for (int i = 0; i < 3; i++) {
            assertThat(ask(api).status()).isEqualTo(502);
        }
        assertThat(counted(api, "unreadable")).isEqualTo(3);
        assertThat(counted(api, "ok")).isEqualTo(ok);
        assertThat(ask(api).status()).as("the circuit is open").isEqualTo(503);
    }

    @Test
    void aTokenThatSaysNotHowLongItLivesIsOneToo() {
        service.redisView().call("FLUSHALL");
        alice = MiniProgram.login(service, "alice");
        service.wechat().wxaTroubleNext(1, Trouble.notJson("{\"access_token\":\"x\"}"));
        assertThat(ask("checksession").status()).isEqualTo(502);
        assertThat(counted("stable_token", "unreadable")).isEqualTo(1);
    }

    private Reply ask(String api) {
        return switch (api) {
            case "getuserphonenumber" ->
                alice.post("/auth/phone", new JsonObject().put("code", alice.phoneCode("13800000001")));
            case "checksession" -> alice.post("/auth/session-key/check");
            default ->
                service.http().post(alice.path() + "/session-key/reset", "Authorization", ServiceExtension.client());
        };
    }

    private static double counted(String api, String outcome) {
        return Scrape.of(service).sum(CALLS, "api=" + api, "outcome=" + outcome);
    }
}
