package dev.wxauth.wechat.transport;

import dev.wxauth.tracing.Call;
import dev.wxauth.tracing.Trace;
import io.vertx.core.Future;
import java.util.Optional;

/** A span for each call to WeChat that is made, over all hosts. WeChat itself learns nothing of the trace. */
record TracedTransport(WeChatTransport next) implements WeChatTransport {
    @Override
    public Future<WeChatAnswer> send(WeChatRequest request) {
        Call call = Call.weChat(request.name(), request.method().name());
        return Trace.here().call(call, TracedTransport::refusal, () -> next.send(request));
    }

    private static Optional<String> refusal(WeChatAnswer answer) {
        return Optional.of(answer.errcode()).filter(errcode -> errcode != 0).map(String::valueOf);
    }
}
