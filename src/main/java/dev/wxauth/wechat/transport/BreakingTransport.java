package dev.wxauth.wechat.transport;

import dev.wxauth.error.Fault;
import dev.wxauth.wechat.transport.CircuitBreaker.End;
import dev.wxauth.wechat.transport.CircuitBreaker.Permit;
import io.vertx.core.Future;
import java.util.Optional;

/** Asks the circuit breaker before each call, and tells it how the call ended. What has none is sent without. */
final class BreakingTransport implements WeChatTransport {
    private final WeChatTransport next;
    private final CircuitBreakers breakers;

    BreakingTransport(WeChatTransport next, CircuitBreakers breakers) {
        this.next = next;
        this.breakers = breakers;
    }

    @Override
    public Future<WeChatAnswer> send(WeChatRequest request) {
        return breakers.find(request).map(breaker -> send(request, breaker)).orElseGet(() -> next.send(request));
    }

    private Future<WeChatAnswer> send(WeChatRequest request, CircuitBreaker breaker) {
        return breaker.ask()
                .map(permit -> send(request, breaker, permit))
                .orElseGet(() -> Future.failedFuture(refusal(breaker, request)));
    }

    /** What this request would be refused with, were it sent now. */
    Optional<Fault> findRefusal(WeChatRequest request) {
        return breakers.find(request).filter(CircuitBreaker::refuses).map(breaker -> refusal(breaker, request));
    }

    private static Fault refusal(CircuitBreaker breaker, WeChatRequest request) {
        return Fault.TemporarilyUnavailable.unsent(
                breaker.remaining(),
                request.background("the circuit to WeChat is open for " + request)
                        .by(WeChatOutcome.CIRCUIT_OPEN));
    }

    private Future<WeChatAnswer> send(WeChatRequest request, CircuitBreaker breaker, Permit permit) {
        return next.send(request).andThen((answer, failure) -> breaker.report(permit, end(answer, failure)));
    }

    private static End end(WeChatAnswer answer, Throwable failure) {
        if (failure != null) {
            return failure instanceof Fault fault && fault.unsent() ? End.NOT_MADE : End.FAILED;
        }
        return answer.isBusy() ? End.FAILED : End.ANSWERED;
    }
}
