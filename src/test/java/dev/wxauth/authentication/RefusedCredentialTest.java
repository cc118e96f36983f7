package dev.wxauth.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.LogCapture;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The access line of a refused credential says why, to the operator; its caller learns nothing. */
class RefusedCredentialTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private final LogCapture lines = LogCapture.of("access");

    @AfterEach
    void close() {
        lines.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/verify", "/auth/session"})
    void itsLineSaysWhy(String path) {
        MiniProgram alice = MiniProgram.login(service, "alice");
        String token = alice.tokens().getString("access_token");
        assertThat(standing(path, token + "A")).isEqualTo("signature");
        assertThat(standing(path, "no.such.token")).isEqualTo("unreadable");
        assertThat(standing(path, alice.tokens().getString("skey") + "A")).isEqualTo("unreadable");
        assertThat(standing(path, token)).isNull();
        alice.post("/auth/logout");
        assertThat(standing(path, token)).isEqualTo("ended");
    }

    private Object standing(String path, String credential) {
        Reply reply = service.http().get(path, "Authorization", SessionCaller.bearer(credential));
        assertThat(reply.body()).doesNotContain("signature", "ended");
        return LogCapture.member(lines.awaitLineOf(reply), "standing");
    }
}
