package dev.wxauth.app;

import io.vertx.core.Future;

/** Exchanges the codes of a kind of app. Each way to do so has a room of its own beside this one. */
@FunctionalInterface
public interface CodeExchange {
    /**
     * Exchanges a code, which is spent by it whatever comes back.
     *
     * @return what WeChat gives for the code; fails with a fault as the contract's error table says, which is
     *     {@linkplain dev.wxauth.error.Fault#unsent() unsent} where WeChat certainly never saw the code
     */
    Future<CodeSession> exchange(App app, String code);
}
