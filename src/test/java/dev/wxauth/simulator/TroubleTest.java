package dev.wxauth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The switches of section 10 of the WeChat page, as a client sees them. */
class TroubleTest {

    private static final String APP = "wx0123456789abcdef";

    @RegisterExtension
    static final SimulatorExtension simulator = new SimulatorExtension();

    private WeChatSimulator weChat;
    private SimulatorClient client;

    @BeforeEach
    void start() {
        weChat = simulator.weChat();
        client = simulator.client(APP, "secret");
    }

    @Test
    void troublesComeInTheirOrderAndGo() throws Exception {
        weChat.trouble(Trouble.errcode(45011));
        weChat.troubleNext(1, Trouble.errcodeAsString(-1));
        String code = weChat.code(APP, "ada");
        String spared = weChat.code(APP, "ada");

        assertThat(client.answer(client.code2Session(code)).getValue("errcode")).isEqualTo("-1");
        assertThat(client.errcode(client.code2Session(spared))).isEqualTo(45011);
        weChat.calm();
        assertThat(client.errcode(client.code2Session(code))).as("-1 burnt it").isEqualTo(40163);
        assertThat(client.errcode(client.code2Session(spared)))
                .as("45011 comes before the code")
                .isZero();
        assertThat(weChat.calls("/sns/jscode2session")).isEqualTo(4);
        assertThat(weChat.recorded().get(0).param("js_code")).isEqualTo(code);
        weChat.resetCalls();
        assertThat(weChat.recorded()).isEmpty();
    }

    @Test
    void troubleUnderWxaLeavesLoginsAndThePhoneCodeAlone() throws Exception {
        String url = "/wxa/business/getuserphonenumber?access_token=" + client.stableToken(false);
        String body = new JsonObject()
                .put("code", weChat.phoneCode(APP, "ada", "13800000000"))
                .encode();
        weChat.wxaTroubleNext(1, Trouble.errcode(40001));

        assertThat(client.errcode(client.code2Session(weChat.code(APP, "ada")))).isZero();
        assertThat(client.post(url, body).body()).startsWith("{\"errcode\":40001,");
        assertThat(client.post(url, body).body()).startsWith("{\"errcode\":0,");
    }

    @Test
    void lostConnectionsSpendTheCodeUnlessTheRequestWasNeverRead() throws Exception {
        assertThat(lostBy(Trouble.dropAfterConsuming())).isEqualTo(40163);
        assertThat(lostBy(Trouble.cutBody())).isEqualTo(40163);
        assertThat(lostBy(Trouble.dropBeforeReading())).isZero();
    }

    @Test
    void silenceSpendsTheCodeAndNeverAnswers() throws Exception {
        String code = weChat.code(APP, "ada");
        weChat.troubleNext(1, Trouble.silence());
        HttpRequest request = client.request(client.code2Session(code))
                .timeout(Duration.ofMillis(300))
                .build();

        assertThatThrownBy(() -> client.send(request)).isInstanceOf(HttpTimeoutException.class);
        assertThat(client.errcode(client.code2Session(code))).isEqualTo(40163);
    }

    @Test
    void slowAnswersAreRightInTheEnd() throws Exception {
        long start = System.nanoTime();
        weChat.troubleNext(1, Trouble.latency(Duration.ofMillis(300)));
        assertThat(client.errcode(client.code2Session(weChat.code(APP, "ada")))).isZero();
        weChat.troubleNext(1, Trouble.drip(Duration.ofMillis(2)));
        assertThat(client.errcode(client.code2Session(weChat.code(APP, "ada")))).isZero();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void oddSuccessesStayReadable() throws Exception {
        assertThat(body(Trouble.sessionKey(""))).contains("\"session_key\":\"\"");
        assertThat(body(Trouble.noOpenid())).startsWith("{\"session_key\"").doesNotContain("\"openid\"");
        assertThat(body(Trouble.extraFields()))
                .contains("\"expires_in\":7200", "\"openid\":\"" + weChat.openid(APP, "ada"));
        assertThat(body(Trouble.errcodeZero())).startsWith("{\"errcode\":0,\"errmsg\":\"ok\",\"session_key\"");
        assertThat(body(Trouble.memberOrderReversed())).startsWith("{\"unionid\"");
        assertThat(new JsonObject(body(Trouble.oversized(70_000))).size()).isEqualTo(4);
        assertThat(response(Trouble.contentType("text/html; charset=gbk"))
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue("text/html; charset=gbk");
    }

    @Test
    void badAnswersAreBadInTheOrderedWay() throws Exception {
        assertThat(body(Trouble.truncatedJson())).startsWith("{\"session_key\"").doesNotContain("}");
        assertThat(body(Trouble.html(200))).startsWith("<html>");
        assertThat(response(Trouble.html(502)).statusCode()).isEqualTo(502);
        assertThat(body(Trouble.emptyBody())).isEmpty();
        assertThat(body(Trouble.notJson("[1]"))).isEqualTo("[1]");
        assertThat(response(Trouble.status(500)).statusCode()).isEqualTo(500);
        assertThat(response(Trouble.redirect("https://example.org/")).headers().firstValue("Location"))
                .hasValue("https://example.org/");
    }

    private int lostBy(Trouble trouble) throws Exception {
        String code = weChat.code(APP, "ada");
        // Not for the next call alone: the JDK's client repeats a GET by itself when a kept connection was closed.
        weChat.trouble(trouble);
        assertThatThrownBy(() -> client.get(client.code2Session(code))).isInstanceOf(IOException.class);
        weChat.calm();
        return client.errcode(client.code2Session(code));
    }

    private String body(Trouble trouble) throws Exception {
        return response(trouble).body();
    }

    private HttpResponse<String> response(Trouble trouble) throws Exception {
        weChat.troubleNext(1, trouble);
        return client.get(client.code2Session(weChat.code(APP, "ada")));
    }
}
