package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Device;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without Redis nobody knows anything, and nobody is told to be patient. */
class DeviceRedisTroubleTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().withOwnRedis();

    @Test
    void whileRedisIsAwayEverythingIsUnavailableAndNothingPending() {
        Device device = Device.asks(service.http());
        Phone alice = Phone.login(service, "alice");
        assertThat(device.poll().error()).isEqualTo("authorization_pending");
        service.redis().stop();
        List<Supplier<Reply>> requests = List.of(
                device::poll,
                () -> Device.authorize(service.http()),
                () -> alice.scan(device),
                () -> alice.approve(device),
                () -> alice.deny(device),
                () -> device.refresh(alice.tokens().getString("skey")));
        for (Supplier<Reply> request : requests) {
            long start = System.nanoTime();
            Reply reply = request.get();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.error()).isEqualTo("temporarily_unavailable");
            assertThat(reply.header("Retry-After")).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
        assertThat(device.at(service.http()).poll().status()).isEqualTo(503);
        assertThat(device.pollAs("Authorization", ServiceExtension.client()).error())
                .as("another client's needs no Redis")
                .isEqualTo("invalid_grant");
        assertThat(service.http()
                        .postForm("/auth/token", "client_id=web&grant_type=refresh_token&refresh_token=x")
                        .error())
                .as("what is made up needs no Redis")
                .isEqualTo("invalid_grant");
    }
}
