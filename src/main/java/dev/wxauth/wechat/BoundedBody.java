package dev.wxauth.wechat;

import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;

/** Reads a body into memory, but fails with {@link Fault.UpstreamError} as soon as it is larger than allowed. */
final class BoundedBody implements BodyCodec<Buffer> {
    private final int mostBytes;

    BoundedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public BodyStream<Buffer> stream() throws Exception {
        return new Bounded(BodyCodec.buffer().stream());
    }

    private final class Bounded implements BodyStream<Buffer> {
        private final BodyStream<Buffer> unbounded;
        private int bytes;

        private Bounded(BodyStream<Buffer> unbounded) {
            this.unbounded = unbounded;
        }

        @Override
        public Future<Void> write(Buffer data) {
            bytes += data.length();
            return bytes <= mostBytes
                    ? unbounded.write(data)
                    : Future.failedFuture(new Fault.UpstreamError("WeChat's answer is larger than 64 KiB"));
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
