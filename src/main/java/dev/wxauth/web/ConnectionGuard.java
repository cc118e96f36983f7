package dev.wxauth.web;

import dev.wxauth.error.OutOfMemory;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the HTTP parser of one connection and the library, sees every request and answer pass, and so knows what
 * the library does not ask: whether a request is under way, and whether it is whole (contract, section 2).
 *
 * <ul>
 *   <li>A client may end its half of the connection behind its requests. Those that are whole are answered, and then the
 *       connection is closed; at once when there are none.
 *   <li>A connection is not idle while a request is under way, or has begun to come.
 *   <li>An answer that is written before its request has ended says {@code Connection: close}, and so it is then: what
 *       still comes is not served but left to {@link LingeringClose}. The same holds for every answer that says so by
 *       itself (RFC 9112 section 9.6).
 *   <li>So do all answers while the process stops: who keeps connections open learns in time that this one ends.
 *   <li>A client that sends or takes too slowly is left to {@link SlowClient}; one whose unfinished head there is no memory
 *       for, or whose answer cannot be written, loses its connection.
 *   <li>A version that is neither HTTP/1.0 nor HTTP/1.1 is refused like anything else that cannot be read.
 * </ul>
 *
 * <p>Many an answer is written while the parser has not yet handed over the end of its request, which came in the same
 * segment. Such an answer waits until all that was read has been looked at, and only then counts as early; it would not be
 * flushed before that anyway.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
    /** Who leaves so much of earlier answers untaken is given no further one: all would wait in our memory. */
    private static final long MOST_UNTAKEN_BYTES = 1024 * 1024;

    private static final DecoderResult OTHER_VERSION = DecoderResult.failure(new UnsupportedVersionException());

    /** Nobody's, so that it is counted as such. */
    private static final HttpMethod UNREAD = HttpMethod.valueOf("UNREAD");

    /** Requests that have begun and whose answer is not written to its end. */
    private int unanswered;

    /** Whether the newest of them is not whole yet; it stays so for ever when its framing is broken. */
    private boolean incomplete;

    private final ChannelFutureListener written = this::closeUnlessWritten;
    private final Lifecycle lifecycle;
    private final SlowClient client;
    private final HeldMemory memory;
    private final Runnable shed;
    private final HeadMemory head;
    private boolean reading;
    private boolean sawMessage;
    private boolean inputEnded;
    private boolean lastAnswer;

    /** It is counted once, however many answers were on their way. */
    private boolean isShed;

    private @Nullable Held held;

    /** An answer that waits until the request that came with it is known to be whole. */
    private record Held(HttpResponse answer, ChannelPromise promise) {}

    private ConnectionGuard(Lifecycle lifecycle, SlowClient client, HeldMemory memory, Runnable shed) {
        this.lifecycle = lifecycle;
        this.client = client;
        this.memory = memory;
        this.shed = shed;
        this.head = new HeadMemory(memory.begin(shed));
    }

    /** Guards a connection on which nothing was read yet; each time that it is refused something for want of memory is told. */
    static void guard(
            HttpConnection connection, Lifecycle lifecycle, SlowClient client, HeldMemory memory, Runnable shed) {
        ChannelHandlerContext library = ((HttpServerConnection) connection).channelHandlerContext();
        AcceptPace.keep(library.channel());
        library.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        ConnectionGuard guard = new ConnectionGuard(lifecycle, client, memory, shed);
        library.pipeline().get(HttpRequestDecoder.class).setCumulator(guard.head);
        library.pipeline().addFirst("head", guard.head).addBefore(library.name(), "guard", guard);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reading = true;
        sawMessage = true;
        if (message instanceof HttpRequest request) {
            if (client.leaves(context.channel(), MOST_UNTAKEN_BYTES)) {
                client.closeAtOnce(context.channel());
                return;
            }
            begin(request);
        }
        if (message instanceof LastHttpContent end && end.decoderResult().isSuccess()) {
            incomplete = false;
            head.requestEnded();
            writeHeld(context);
        }
        context.fireChannelRead(message);
    }

    private void begin(HttpRequest request) {
        unanswered++;
        incomplete = true;
        head.headEnded();
        if (request instanceof FullHttpRequest) {
            // What the parser puts in the place of something that it cannot read, and calls a GET.
            request.setMethod(UNREAD);
        }
        if (!isKnown(request.protocolVersion())) {
            // The answer's version is the request's, and nobody who speaks another one would be helped by it.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(request.decoderResult().isSuccess() ? OTHER_VERSION : request.decoderResult());
        }
    }

    /** The very objects: the parser has others for versions in small letters, which the library does not know either. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isKnown(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        if (incomplete) {
            client.sendsBody(context);
        } else {
            if (sawMessage) {
                client.hasSent();
            }
            timeHead(context);
        }
        sawMessage = false;
        writeHeld(context);
        context.fireChannelReadComplete();
    }

    /** Who waits for an answer may take their time with what they ask next. */
    private void timeHead(ChannelHandlerContext context) {
        if (unanswered == 0 && head.hasBegunAnother()) {
            client.sendsHead(context);
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        client.isToTake(context.channel());
    }

    /** Gone, or left to {@link LingeringClose}, which has its own time. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        client.hasSent();
        head.ends();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (wholeUnanswered() == 0) {
                LingeringClose.withoutLingering(context, client);
            }
        } else if (!(event instanceof IdleStateEvent) || isIdle()) {
            context.fireUserEventTriggered(event);
        }
    }

    /** Of a head that has begun nothing is seen before it ends, and {@link SlowClient} has its time. */
    private boolean isIdle() {
        return unanswered == 0 && !head.hasBegunAnother();
    }

    @Override
    public void read(ChannelHandlerContext context) {
        LingeringClose.readUnlessEnded(context);
    }

    private int wholeUnanswered() {
        return incomplete ? unanswered - 1 : unanswered;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        writeHeld(context);
        if (message instanceof HttpResponse answer && !isInterim(answer) && reading && isEarly()) {
            held = new Held(answer, promise);
        } else {
            writeNow(context, message, promise);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        writeHeld(context);
        context.close(promise);
    }

    /**
     * A connection that was reset is closed, and not only half-closed. The library learns it from that; told of the failure
     * itself, it would trip over a request that waits its turn, and close nothing.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof UncheckedIOException) {
            context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    private static boolean isInterim(HttpResponse answer) {
        return answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /** Whether the next answer is for the request that is not whole. */
    private boolean isEarly() {
        return incomplete && unanswered == 1;
    }

    private void writeHeld(ChannelHandlerContext context) {
        Held waiting = held;
        if (waiting != null) {
            held = null;
            writeNow(context, waiting.answer(), waiting.promise());
        }
    }

    private void writeNow(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean interim = message instanceof HttpResponse answer && isInterim(answer);
        if (message instanceof HttpResponse answer && !interim) {
            beginAnswer(answer);
        }
        context.write(message, promise.unvoid().addListener(written));
        if (message instanceof LastHttpContent && !interim) {
            endAnswer(context);
        }
    }

    /** Half an answer, or none, is all that its client would ever get. */
    private void closeUnlessWritten(ChannelFuture write) {
        if (!write.isSuccess()) {
            if (OutOfMemory.isOfDirectMemory(write.cause()) && !isShed) {
                isShed = true;
                shed.run();
            }
            write.channel().close();
        }
    }

    private void beginAnswer(HttpResponse answer) {
        boolean nothingFollows = inputEnded && wholeUnanswered() <= 1;
        lastAnswer = lifecycle.isStopping()
                || isEarly()
                || nothingFollows
                || answer.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        if (lastAnswer) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private void endAnswer(ChannelHandlerContext context) {
        unanswered--;
        if (lastAnswer && incomplete && !memory.isScarce()) {
            LingeringClose.lingering(context, client);
        } else if (lastAnswer || (inputEnded && wholeUnanswered() == 0)) {
            LingeringClose.withoutLingering(context, client);
        } else if (unanswered == 0) {
            head.answered();
            timeHead(context);
        }
    }
}
