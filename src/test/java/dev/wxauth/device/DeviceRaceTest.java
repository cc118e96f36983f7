package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.Device;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.StoredRequests;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes at the same time, on two pods. */
class DeviceRaceTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private static final int AT_ONCE = 12;

    private final SessionCaller sessions = new SessionCaller(service.http());

    @RepeatedTest(5)
    void manyPollsAreOneSessionAndOneAnswer() {
        try (AuditTrail trail = new AuditTrail()) {
            Device device = Device.asks(service.http());
            Phone alice = Phone.login(service, "alice");
            alice.letIn(device);
            List<Reply> replies =
                    all(AT_ONCE, i -> device.at(service.http(i % 2)).startPoll());
            assertThat(replies).allMatch(reply -> reply.status() == 200);
            assertThat(replies.stream()
                            .map(reply -> reply.json().getString("access_token"))
                            .distinct())
                    .hasSize(1);
            assertThat(sessions.sessions(alice.tokens().getString("skey"))
                            .json()
                            .getJsonArray("sessions"))
                    .hasSize(2);
            assertThat(trail.lines("login")).hasSize(2);
        }
    }

    /** As one after another: the first may come at once, and each that follows makes the next wait longer. */
    @RepeatedTest(5)
    void ofManyFirstPollsOneIsInTime() {
        Device device = Device.asks(service.http());
        List<Reply> replies = all(AT_ONCE, i -> device.at(service.http(i % 2)).startPoll());
        assertThat(replies).extracting(Reply::error).containsOnlyOnce("authorization_pending");
        assertThat(replies)
                .extracting(Reply::error)
                .contains("slow_down")
                .containsOnly("authorization_pending", "slow_down");
        assertThat(new StoredRequests(service.redisView()).interval(device))
                .isEqualTo(Duration.ofSeconds(3 + 5 * (AT_ONCE - 1)));
    }

    @RepeatedTest(5)
    void manyApprovalsAndPollsAreOneSession() {
        Device device = Device.asks(service.http());
        Phone alice = Phone.login(service, "alice");
        alice.scan(device);
        Stream<CompletableFuture<Reply>> approvals = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> alice.at(service.http(i % 2)).startApprove(device));
        Stream<CompletableFuture<Reply>> polls = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> device.at(service.http(i % 2)).startPoll());
        List<CompletableFuture<Reply>> started = Stream.concat(approvals, polls).toList();
        List<Reply> replies = started.stream().map(CompletableFuture::join).toList();
        assertThat(replies.subList(0, AT_ONCE)).allMatch(reply -> reply.status() == 204);
        assertThat(device.poll().status()).isEqualTo(200);
        assertThat(sessions.sessions(alice.tokens().getString("skey")).json().getJsonArray("sessions"))
                .hasSize(2);
    }

    /** Whichever comes first: once the logout is answered, no token of that consent is good. */
    @RepeatedTest(10)
    void aLogoutEverywhereWinsAgainstPolls() {
        Device device = Device.asks(service.http());
        Phone alice = Phone.login(service, "alice");
        alice.letIn(device);
        List<CompletableFuture<Reply>> polls = IntStream.range(0, 4)
                .mapToObj(i -> device.at(service.http(i % 2)).startPoll())
                .toList();
        alice.at(service.http(1)).logOutEverywhere();
        polls.stream()
                .map(CompletableFuture::join)
                .filter(reply -> reply.status() == 200)
                .forEach(reply -> assertThat(sessions.isActive(reply.json().getString("access_token")))
                        .isFalse());
        service.login("alice");
        assertThat(device.poll().error()).isIn("access_denied", "invalid_grant");
    }

    @RepeatedTest(10)
    void aLogoutEverywhereWinsAgainstAnApproval() {
        Device device = Device.asks(service.http());
        Phone alice = Phone.login(service, "alice");
        alice.scan(device);
        CompletableFuture<Reply> approval = alice.startApprove(device);
        alice.at(service.http(1)).logOutEverywhere();
        assertThat(approval.join().status()).isIn(204, 401);
        service.login("alice");
        assertThat(device.poll().error()).isIn("access_denied", "authorization_pending");
    }

    private static List<Reply> all(int count, IntFunction<CompletableFuture<Reply>> request) {
        List<CompletableFuture<Reply>> started =
                IntStream.range(0, count).mapToObj(request).toList();
        return started.stream().map(CompletableFuture::join).toList();
    }
}
