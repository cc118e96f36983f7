package dev.wxauth.wechat.transport;

import static dev.wxauth.support.TestSettings.APPID;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.error.Fault;
import dev.wxauth.support.Await;
import dev.wxauth.support.LogCapture;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two turns and two seats, shared by two event loops. */
class TurnsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final Context one = EventLoop.of(vertx);
    private final Context other = EventLoop.of(vertx);
    private final Turns turns = new Turns(2, 2, SOON, () -> {});
    private final Turns hasty = new Turns(2, 2, Duration.ofMillis(50), () -> {});
    private final List<String> begun = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    /** Each verticle has an event loop of its own, as long as there are enough of them. */
    private static final class EventLoop extends VerticleBase {
        private static Context of(Vertx vertx) {
            EventLoop verticle = new EventLoop();
            Await.result(vertx.deployVerticle(verticle));
            return verticle.context;
        }
    }

    /** A call that is under way until it is ended. */
    private record Call(Future<String> result, Promise<String> end) {}

    private Call start(Context loop, String name) {
        return start(turns, loop, name);
    }

    private Call start(Turns whose, Context loop, String name) {
        Promise<String> end = Promise.promise();
        return new Call(on(loop, () -> whose.during(vertx, APPID, () -> begin(name, end))), end);
    }

    private Future<String> begin(String name, Promise<String> end) {
        begun.add(name);
        return end.future();
    }

    private static <T> Future<T> on(Context loop, Supplier<Future<T>> work) {
        return Future.future(result -> loop.runOnContext(now -> work.get().onComplete(result)));
    }

    private void awaitBegun(String... names) {
        Await.until("begun " + List.of(names), SOON, () -> begun.equals(List.of(names)));
    }

    @Test
    void aTurnThatIsGivenBackGoesToWhoWaitsLongest() {
        Call a = start(one, "a");
        Call b = start(other, "b");
        Await.until("two are under way", SOON, () -> begun.size() == 2);
        Call c = start(one, "c");
        onceBegun(one);
        Call d = start(other, "d");
        onceBegun(other);
        assertThat(begun).hasSize(2);

        a.end().complete("done");
        Await.until("c goes on", SOON, () -> begun.contains("c"));
        b.end().fail("lost");
        Await.until("d goes on", SOON, () -> begun.contains("d"));
        assertThat(begun.subList(2, 4)).containsExactly("c", "d");
        c.end().complete("done");
        d.end().complete("done");
        assertThat(Await.result(c.result())).isEqualTo("done");
    }

    /** What was started on the event loop before has happened. */
    private void onceBegun(Context loop) {
        Await.result(on(loop, Future::succeededFuture));
    }

    @Test
    void whoFindsNoSeatIsRefusedAtOnce() {
        Call a = start(one, "a");
        Call b = start(one, "b");
        Call c = start(one, "c");
        Call d = start(one, "d");
        Call e = start(one, "e");
        onceBegun(one);
        assertRefused(e.result());
        assertThat(List.of(c, d)).noneMatch(call -> call.result().isComplete());
        for (Call call : List.of(a, b, c, d)) {
            call.end().complete("done");
            assertThat(Await.result(call.result())).isEqualTo("done");
        }
        assertNothingIsLeftBehind(turns);
    }

    @Test
    void whoIsNotCalledInTimeIsRefused() {
        Call a = start(hasty, one, "a");
        Call b = start(hasty, other, "b");
        Await.until("two are under way", SOON, () -> begun.size() == 2);
        assertRefused(start(hasty, one, "c").result());
        assertRefused(start(hasty, other, "d").result());
        assertThat(begun).containsExactlyInAnyOrder("a", "b");
        a.end().complete("done");
        b.end().complete("done");
        assertNothingIsLeftBehind(hasty);
    }

    private static void assertRefused(Future<?> result) {
        Await.until("it ends", SOON, result::isComplete);
        assertThat(result.cause()).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(503);
            assertThat(fault.unsent()).isTrue();
            assertThat(fault.retryAfter()).hasValue(Duration.ofSeconds(1));
            assertThat(fault.background().members()).containsEntry("appid", APPID);
        });
    }

    /** All turns are free again, and so is a turn after each of them. */
    private void assertNothingIsLeftBehind(Turns whose) {
        for (int round = 0; round < 3; round++) {
            begun.clear();
            Call x = start(whose, one, "x");
            Call y = start(whose, one, "y");
            awaitBegun("x", "y");
            x.end().complete("done");
            y.end().complete("done");
            Await.result(Future.all(x.result(), y.result()));
        }
    }

    @Test
    void whoWaitsGoesOnOnItsOwnEventLoop() {
        Call a = start(one, "a");
        Call b = start(one, "b");
        awaitBegun("a", "b");
        Future<String> thread = on(
                other,
                () -> turns.during(
                        vertx,
                        APPID,
                        () -> Future.succeededFuture(Thread.currentThread().getName())));
        Future<String> expected =
                on(other, () -> Future.succeededFuture(Thread.currentThread().getName()));
        Await.result(expected);
        on(one, () -> Future.succeededFuture(a.end().tryComplete("done")));
        assertThat(Await.result(thread)).isEqualTo(expected.result());
        assertThat(Await.result(on(
                        one, () -> Future.succeededFuture(Thread.currentThread().getName()))))
                .as("another event loop")
                .isNotEqualTo(expected.result());
        b.end().complete("done");
    }

    @Test
    void aCallThatThrowsGivesItsTurnBack() {
        for (int i = 0; i < 5; i++) {
            Future<String> thrown = on(
                    one,
                    () -> turns.during(vertx, APPID, () -> {
                        throw new IllegalStateException("a mistake");
                    }));
            Await.until("it ends", SOON, thrown::isComplete);
            assertThat(thrown.cause()).hasMessage("a mistake");
        }
        assertNothingIsLeftBehind(turns);
    }

    @Test
    void whoWaitsForWhatAnotherBringsTakesASeat() {
        Promise<String> token = Promise.promise();
        List<Future<String>> waiters = IntStream.range(0, 2)
                .mapToObj(i -> on(one, () -> turns.seated(APPID, token::future)))
                .toList();
        onceBegun(one);
        assertRefused(on(one, () -> turns.seated(APPID, token::future)));
        start(one, "a").end().complete("done");
        awaitBegun("a");

        token.complete("a token");
        waiters.forEach(waiter -> assertThat(Await.result(waiter)).isEqualTo("a token"));
        assertThat(Await.result(on(one, () -> turns.seated(APPID, () -> Future.succeededFuture("free")))))
                .isEqualTo("free");
    }

    @Test
    void noMoreThanThereAreTurnsAreEverUnderWay() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        List<Future<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            calls.add(on(i % 2 == 0 ? one : other, () -> hasty.during(vertx, APPID, () -> call(underWay, most, made))));
        }
        Await.until("all end", SOON, () -> calls.stream().allMatch(Future::isComplete));
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(made.get())
                .isEqualTo((int) calls.stream().filter(Future::succeeded).count());
        assertNothingIsLeftBehind(hasty);
    }

    private Future<Void> call(AtomicInteger underWay, AtomicInteger most, AtomicInteger made) {
        made.incrementAndGet();
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        return vertx.timer(1, MILLISECONDS).<Void>mapEmpty().andThen((done, failure) -> underWay.decrementAndGet());
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 4000, 1000",
        "1000, 100, 25",
        "3, 4000, 3",
        "5, 1, 1",
    })
    void callsToWeChatHoldHalfOfTheRequestsAtMost(int concurrency, int maxRequests, int most) {
        try (LogCapture log = LogCapture.of(Turns.class)) {
            assertThat(Turns.of(concurrency, maxRequests, () -> {}).most()).isEqualTo(most);
            assertThat(log.messages())
                    .hasSize(most < concurrency ? 1 : 0)
                    .allMatch(line ->
                            line.contains("WXAUTH_WECHAT_CONCURRENCY is cut from " + concurrency + " to " + most));
        }
    }
}
