package dev.wxauth.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until a login is under way: WeChat has its request, and keeps it. */
final class UnderWay {
    private UnderWay() {}

    static void await(ServiceExtension service) {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (service.wechat().calls("/sns/jscode2session") == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        assertThat(service.wechat().calls("/sns/jscode2session")).isPositive();
    }
}
