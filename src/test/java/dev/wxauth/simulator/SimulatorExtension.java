package dev.wxauth.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts a simulator for each test of the simulator itself. */
final class SimulatorExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private Vertx vertx;
    private WeChatSimulator weChat;

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        weChat = WeChatSimulator.start(vertx, 0).await(5, SECONDS);
    }

    /** The one of this test. */
    WeChatSimulator weChat() {
        return weChat;
    }

    /** A client of an app that this simulator knows from now on, with these secrets; the first is the client's. */
    SimulatorClient client(String appid, String secret, String... others) {
        String[] secrets = Stream.concat(Stream.of(secret), Stream.of(others)).toArray(String[]::new);
        weChat.app(appid, secrets);
        return new SimulatorClient(weChat.url(), appid, secret);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        weChat.close().await(5, SECONDS);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        vertx.close().await(5, SECONDS);
    }
}
