package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Device;
import dev.wxauth.support.Phone;
import dev.wxauth.support.RedisClusterServers;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.StoredRequests;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Devices whose requests lie on all masters of a cluster, one of which is lost. */
class DeviceClusterTest {
    @AutoClose
    private static final RedisClusterServers cluster = RedisClusterServers.withReplicas();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .instances(2)
            .sideBySide()
            .with("WXAUTH_REDIS_TYPE", "cluster")
            .with("WXAUTH_REDIS_URL", cluster.urls());

    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final int LOST = 0;

    private List<Device> asked(int count) {
        return Stream.generate(() -> Device.asks(service.http())).limit(count).toList();
    }

    private static int owner(Device device) {
        return cluster.owner(StoredRequests.key(device));
    }

    /** All at once, so that polls of several masters go out together. */
    private static List<String> pollAll(List<Device> devices, int pod) {
        List<CompletableFuture<String>> polls = devices.stream()
                .map(device -> device.at(service.http(pod)).startPoll().thenApply(reply -> reply.error()))
                .toList();
        return polls.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void aLostMasterLosesNoDecisionAndMakesNobodyElseWait() {
        List<Device> devices = asked(24);
        assertThat(devices.stream().map(DeviceClusterTest::owner).collect(Collectors.toSet()))
                .hasSize(3);
        assertThat(pollAll(devices, 0)).containsOnly("authorization_pending");
        assertThat(pollAll(devices, 1)).containsOnly("slow_down");
        Device agreed = devices.stream()
                .filter(device -> owner(device) == LOST)
                .findFirst()
                .orElseThrow();
        Phone alice = Phone.login(service, "alice");
        alice.letIn(agreed);
        List<Device> fresh = asked(24);
        List<Boolean> areTheirs =
                fresh.stream().map(device -> owner(device) == LOST).toList();
        cluster.awaitReplica(LOST);
        cluster.server(LOST).stop();
        for (int pod = 0; pod < 2; pod++) {
            List<String> told = pollAll(fresh, pod);
            Set<String> elsewhere = IntStream.range(0, fresh.size())
                    .filter(i -> !areTheirs.get(i))
                    .mapToObj(told::get)
                    .collect(Collectors.toSet());
            assertThat(elsewhere).containsOnly(pod == 0 ? "authorization_pending" : "slow_down");
        }
        Await.until("the replica tells what was agreed", RECOVERY, () -> {
            int status = agreed.at(service.http(1)).poll().status();
            assertThat(status).isIn(200, 503);
            return status == 200;
        });
        List<Device> theirs = IntStream.range(0, fresh.size())
                .filter(areTheirs::get)
                .mapToObj(fresh::get)
                .toList();
        Await.until(
                "the first pod has found it, too", RECOVERY, () -> agreed.poll().status() == 200);
        assertThat(pollAll(theirs, 0)).containsOnly("authorization_pending");
    }
}
