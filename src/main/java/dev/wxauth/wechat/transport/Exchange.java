package dev.wxauth.wechat.transport;

import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with WeChat, as the web client's body codec: it knows whether a byte of the request was sent, reads no more
 * of the body than is allowed, and can be given up at any time. One that is given up before it was sent never is; one
 * that is given up later takes its connection with it, which an answer without end would hold for ever.
 */
final class Exchange implements BodyCodec<Buffer> {
    private final int mostBytes;
    private @Nullable HttpClientRequest sent;
    private boolean givenUp;

    Exchange(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The web client's interceptor: the last stop before the request's first byte leaves. */
    static void beforeSending(HttpContext<?> context) {
        if (context.phase() == ClientPhase.SEND_REQUEST && context.request().bodyCodec() instanceof Exchange exchange) {
            exchange.send(context);
        } else {
            context.next();
        }
    }

    private void send(HttpContext<?> context) {
        if (givenUp) {
            context.fail(Fault.TemporarilyUnavailable.because("given up before it was sent"));
        } else {
            sent = context.clientRequest();
            context.next();
        }
    }

    boolean wasSent() {
        return sent != null;
    }

    void giveUp() {
        givenUp = true;
        if (sent != null) {
            sent.reset();
        }
    }

    @Override
    public BodyStream<Buffer> stream() throws Exception {
        return new BoundedStream(BodyCodec.buffer().stream());
    }

    private final class BoundedStream implements BodyStream<Buffer> {
        private final BodyStream<Buffer> unbounded;
        private int bytes;

        private BoundedStream(BodyStream<Buffer> unbounded) {
            this.unbounded = unbounded;
        }

        @Override
        public Future<Void> write(Buffer data) {
            bytes += data.length();
            return bytes <= mostBytes
                    ? unbounded.write(data)
                    : Future.failedFuture(new CallFailure.AnswerTooLargeException());
        }

        @Override
        public Future<Void> end() {
            return unbounded.end();
        }

        @Override
        public Future<Buffer> result() {
            return unbounded.result();
        }

        @Override
        public void handle(Throwable failure) {
            unbounded.handle(failure);
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            unbounded.exceptionHandler(handler);
            return this;
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
            return this;
        }

        @Override
        public boolean writeQueueFull() {
            return false;
        }

        @Override
        public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
            return this;
        }
    }
}
