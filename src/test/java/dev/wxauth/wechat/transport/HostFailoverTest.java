package dev.wxauth.wechat.transport;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Await;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several hosts of WeChat: the next one is asked only when the one before it was never reached. */
class HostFailoverTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("WXAUTH_WECHAT_TIMEOUT", "2s");

    private final Logins logins = new Logins(service);

    @Test
    void theSecondHostIsAskedWhenTheFirstRefusesTheConnection() {
        int instance = instanceWith(closed() + "," + service.wechat().url());
        assertThat(logins.login(instance, logins.code()).status()).isEqualTo(200);
        assertThat(logins.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://wechat.invalid", "http://192.0.2.1"})
    void theSecondHostIsAskedWhenTheFirstIsNowhere(String nowhere) {
        int instance = instanceWith(nowhere + "," + service.wechat().url());
        assertThat(logins.login(instance, logins.code()).status()).isEqualTo(200);
    }

    @Test
    void theSecondHostIsAskedWhenTheFirstCannotProveWhoItIs() {
        AtomicInteger requests = new AtomicInteger();
        HttpServer impostor = Await.result(service.vertx()
                .createHttpServer(selfSigned())
                .requestHandler(request -> requests.incrementAndGet())
                .listen(0, "127.0.0.1"));
        int instance = instanceWith("https://127.0.0.1:" + impostor.actualPort() + ","
                + service.wechat().url());

        assertThat(logins.login(instance, logins.code()).status()).isEqualTo(200);
        assertThat(requests).hasValue(0);
        Await.result(impostor.close());
    }

    private static HttpServerOptions selfSigned() {
        return new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(SelfSignedCertificate.create("127.0.0.1").keyCertOptions());
    }

    @Test
    void theSecondHostIsNotAskedWhenTheFirstAnswers() {
        WeChatSimulator first = Await.result(WeChatSimulator.start(service.vertx(), 0));
        first.app(APPID, APP_SECRET);
        int instance = instanceWith(first.url() + "," + service.wechat().url());
        assertThat(logins.login(instance, first.code(APPID, "alice")).status()).isEqualTo(200);
        assertThat(logins.calls()).isZero();
        Await.result(first.close());
    }

    @Test
    void theSecondHostIsNotAskedWhenTheFirstTookTheRequestAndWasLost() {
        WeChatSimulator first = Await.result(WeChatSimulator.start(service.vertx(), 0));
        first.trouble(Trouble.dropBeforeReading());
        int instance = instanceWith(first.url() + "," + service.wechat().url());
        String code = logins.code();

        assertThat(logins.login(instance, code).status()).isEqualTo(504);
        assertThat(first.calls(Logins.PATH)).isEqualTo(1);
        assertThat(logins.calls()).isZero();
        assertThat(logins.login(instance, code).error())
                .as("it counts as spent")
                .isEqualTo("invalid_grant");
        Await.result(first.close());
    }

    @Test
    void noHostAtAllSpendsNothing() {
        int port = Ports.free();
        int instance = instanceWith("http://127.0.0.1:" + port + "," + closed());
        String code = logins.code();
        Reply refused = logins.login(instance, code);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.error()).isEqualTo("temporarily_unavailable");
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(refused.json().containsKey("wechat_errcode")).isFalse();
        assertThat(service.redisView().keys()).as("claims").allMatch("wxauth:keys"::equals);

        Relay relay = Relay.open(service, port);
        assertThat(logins.login(instance, code).status()).as("the same code").isEqualTo(200);
        relay.close();
    }

    @Test
    void anAnswerOfNoHostIsNotKeptForItsKey() {
        int port = Ports.free();
        int instance = instanceWith("http://127.0.0.1:" + port);
        String code = logins.code();
        String key = "sixteen-characters";
        assertThat(logins.loginWithKey(instance, code, key).status()).isEqualTo(503);
        assertThat(logins.loginWithKey(instance, code, key).status()).isEqualTo(503);

        Relay relay = Relay.open(service, port);
        assertThat(logins.loginWithKey(instance, code, key).status()).isEqualTo(200);
        relay.close();
    }

    @Test
    void unreachableHostsDoNotOpenTheCircuit() {
        int port = Ports.free();
        int instance = instanceWith("http://127.0.0.1:" + port);
        for (int i = 0; i < 25; i++) {
            assertThat(logins.login(instance, logins.code()).status()).isEqualTo(503);
        }
        Relay relay = Relay.open(service, port);
        assertThat(logins.login(instance, logins.code()).status()).isEqualTo(200);
        relay.close();
    }

    private static int instanceWith(String urls) {
        service.change("WXAUTH_WECHAT_URLS", urls);
        return service.startInstance();
    }

    private static String closed() {
        return "http://127.0.0.1:" + Ports.free();
    }
}
