package dev.wxauth.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionKeyCheckTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static final String PATH = "/auth/session-key/check";

    @Test
    void followsWeChatsWord() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        assertThat(alice.post(PATH).body()).isEqualTo("{\"valid\":true}");
        alice.rotateSessionKey();
        assertThat(alice.post(PATH).body()).isEqualTo("{\"valid\":false}");
        service.login("alice");
        assertThat(alice.post(PATH).body()).isEqualTo("{\"valid\":true}");
    }

    @Test
    void withNoKeyHeldItIsFalseAndWeChatIsNotAsked() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        service.redisView().call("DEL", "wxauth:{" + alice.tag() + "}:k");
        assertThat(alice.post(PATH).body()).isEqualTo("{\"valid\":false}");
        assertThat(service.wechat().calls("/wxa/checksession")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "87009,200,",
        "87007,200,",
        "-1,503,temporarily_unavailable",
        "45011,429,rate_limited",
        "87008,500,server_error"
    })
    void eachErrcodeHasItsMeaning(int errcode, int status, String error) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        alice.post(PATH);
        service.wechat().wxaTroubleNext(1, Trouble.errcode(errcode));
        Reply reply = alice.post(PATH);
        assertThat(reply.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(reply.body()).isEqualTo("{\"valid\":false}");
        } else {
            assertThat(reply.error()).isEqualTo(error);
        }
    }

    @Test
    void aBodyThatIsNoObjectIsRefused() {
        MiniProgram alice = MiniProgram.login(service, "alice");
        Reply reply = service.http()
                .send("POST", PATH, "[]", "Content-Type", "application/json", "Authorization", alice.bearer());
        assertThat(reply.error()).isEqualTo("invalid_request");
        Reply form = service.http().postForm(PATH, "a=b", "Authorization", alice.bearer());
        assertThat(form.status()).isEqualTo(415);
    }
}
