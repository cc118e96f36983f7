package dev.wxauth.wechat.transport;

import dev.wxauth.observe.WeChatMeters;
import io.vertx.core.Future;
import java.util.function.Predicate;

/**
 * Times calls to WeChat and counts them by what came of them. One is put around the calls themselves, so that their time is
 * WeChat's, and one around circuit and turns, for what was never made.
 */
final class MeteredTransport implements WeChatTransport {
    private final WeChatTransport next;
    private final WeChatMeters meters;
    private final Predicate<String> mine;

    private MeteredTransport(WeChatTransport next, WeChatMeters meters, Predicate<String> mine) {
        this.next = next;
        this.meters = meters;
        this.mine = mine;
    }

    /** Around the calls that are made. */
    static MeteredTransport ofCalls(WeChatTransport http, WeChatMeters meters) {
        return new MeteredTransport(http, meters, outcome -> true);
    }

    /** Around what keeps calls from being made. */
    static MeteredTransport ofRefusals(WeChatTransport refusing, WeChatMeters meters) {
        return new MeteredTransport(refusing, meters, WeChatOutcome::isOwnRefusal);
    }

    @Override
    public Future<WeChatAnswer> send(WeChatRequest request) {
        long start = System.nanoTime();
        return next.send(request)
                .andThen((answer, failure) ->
                        record(request, WeChatOutcome.of(answer, failure), System.nanoTime() - start));
    }

    private void record(WeChatRequest request, String outcome, long nanos) {
        if (mine.test(outcome)) {
            meters.call(request.name(), request.appid(), outcome, nanos);
        }
    }
}
