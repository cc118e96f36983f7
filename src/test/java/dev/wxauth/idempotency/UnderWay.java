package dev.wxauth.idempotency;

import dev.wxauth.support.Await;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;

/** Waits until a login is under way: WeChat has its request, and keeps it. */
final class UnderWay {
    private UnderWay() {}

    static void await(ServiceExtension service) {
        Await.until(
                "WeChat is asked", Duration.ofSeconds(5), () -> service.wechat().calls("/sns/jscode2session") > 0);
    }
}
