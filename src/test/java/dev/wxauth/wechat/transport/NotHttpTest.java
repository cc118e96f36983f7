package dev.wxauth.wechat.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.web.FaultLog;
import io.vertx.core.net.NetServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where WeChat should does not speak HTTP. */
class NotHttpTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private final Logins logins = new Logins(service);

    @ParameterizedTest
    @ValueSource(strings = {"garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n"})
    void anAnswerThatIsNoHttpIsUnreadable(String answer) {
        Reply reply = answered(answer);
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.error()).isEqualTo("upstream_error");
    }

    /** The library has its own line for what fails on a connection, which names neither host nor call. */
    @Test
    void aBrokenChunkIsToldOnceAndByTheCall() {
        try (LogCapture library = LogCapture.of("io.vertx.core.net.impl.ConnectionBase");
                LogCapture faults = LogCapture.of(FaultLog.class)) {
            Reply reply = answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
            assertThat(reply.status()).isEqualTo(502);
            faults.awaitLineOf(reply);
            assertThat(library.messages()).isEmpty();
        }
    }

    private Reply answered(String answer) {
        NetServer server = Await.result(service.vertx()
                .createNetServer()
                .connectHandler(socket -> socket.handler(request -> socket.write(answer)))
                .listen(0, "127.0.0.1"));
        service.change("WXAUTH_WECHAT_URLS", "http://127.0.0.1:" + server.actualPort());
        Reply reply = logins.login(service.startInstance(), logins.code());
        Await.result(server.close());
        return reply;
    }
}
