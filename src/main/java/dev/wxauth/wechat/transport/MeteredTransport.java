package dev.wxauth.wechat.transport;

import dev.wxauth.error.Fault;
import dev.wxauth.observe.Meters;
import io.vertx.core.Future;

/** Times each call to WeChat and counts it by what came of it: an errcode, 0 for success, or the kind of failure. */
final class MeteredTransport implements WeChatTransport {
    private final WeChatTransport next;
    private final Meters meters;

    MeteredTransport(WeChatTransport next, Meters meters) {
        this.next = next;
        this.meters = meters;
    }

    @Override
    public Future<WeChatAnswer> send(WeChatRequest request) {
        long start = System.nanoTime();
        return next.send(request)
                .andThen((answer, failure) -> record(request, outcome(answer, failure), System.nanoTime() - start));
    }

    private static String outcome(WeChatAnswer answer, Throwable failure) {
        if (failure == null) {
            return answer.errcode().map(String::valueOf).orElse("unreadable");
        }
        return failure instanceof Fault fault ? fault.error() : "server_error";
    }

    private void record(WeChatRequest request, String outcome, long nanos) {
        meters.wechatCall(request.path(), outcome, nanos);
    }
}
