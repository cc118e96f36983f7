package dev.wxauth.wechat.transport;

import dev.wxauth.observe.Troubles;
import dev.wxauth.observe.Troubles.Trouble;
import org.slf4j.event.Level;

/**
 * Tells the operator that a circuit is open, for as long as it is.
 *
 * @param troubles where it is told
 * @param appid whose it is
 */
record CircuitTrouble(Troubles troubles, String appid, WeChatRequest.Api api) implements CircuitBreaker.Listener {
    @Override
    public void opened() {
        Trouble trouble = new Trouble(Level.WARN, WeChatOutcome.CIRCUIT_OPEN, appid, "");
        troubles.holds(
                this,
                trouble,
                "the circuit to WeChat is open for " + String.join(", ", api.calls()) + " of " + appid
                        + ": too many calls came to nothing, and none is made but a probe now and then");
    }

    /** What was told to have begun is told to be over, also when it ends with its app: the operator would wait for it. */
    @Override
    public void over() {
        troubles.well(this);
    }
}
