package dev.wxauth.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.Front;
import dev.wxauth.support.LogCapture;
import dev.wxauth.support.OtlpCollector;
import dev.wxauth.support.RedisDump;
import dev.wxauth.support.Reply;
import dev.wxauth.support.SecretSearch;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** WeChat's tokens come with each such login, and are nowhere afterwards, nor is what the login was asked for with. */
class WeChatTokensTest {
    @AutoClose
    private static final OtlpCollector collector = OtlpCollector.start();

    @RegisterExtension
    static final ServiceExtension service =
            Front.serving().with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()).with("OTEL_BSP_SCHEDULE_DELAY", "50");

    private static final String ACCESS_TOKEN = "OezXcEiiBSKSxW0eoylIeJDUKD6z6dmr42JANLPjNN7Kaf3";
    private static final String REFRESH_TOKEN = "REzXcEiiBSKSxW0eoylIeJDUKD6z6dmr42JANLPjNN7Kaf4";

    private final SecretSearch secrets = new SecretSearch();
    private final List<String> answers = new ArrayList<>();

    private Reply login(Front front, Trouble... troubles) {
        for (Trouble trouble : troubles) {
            service.wechat().troubleNext(1, trouble);
        }
        String code = front.code("alice");
        secrets.add("code " + code, code);
        Reply reply = front.exchange(
                code,
                0,
                "Authorization",
                ServiceExtension.client(),
                "Idempotency-Key",
                UUID.randomUUID().toString());
        answers.add(reply.body());
        return reply;
    }

    @Test
    void theyAreInNoAnswerLogMetricSpanOrKey() {
        secrets.add("access_token", ACCESS_TOKEN);
        secrets.add("refresh_token", REFRESH_TOKEN);
        Front website = Front.website(service);
        try (LogCapture logs = LogCapture.ofEverybody()) {
            assertThat(login(website, Trouble.member("access_token", ACCESS_TOKEN))
                            .status())
                    .isEqualTo(200);
            assertThat(login(website, Trouble.member("refresh_token", REFRESH_TOKEN))
                            .status())
                    .isEqualTo(200);
            String half = "{\"access_token\":\"" + ACCESS_TOKEN + "\",\"refresh_token\":\"" + REFRESH_TOKEN + "\"";
            assertThat(login(website, Trouble.notJson(half)).status()).isEqualTo(502);
            assertThat(login(website, Trouble.notJson(half + "}")).status()).isEqualTo(502);
            assertThat(login(website, Trouble.notJson(half + ",\"errcode\":40029,\"errmsg\":\"invalid\"}"))
                            .status())
                    .isEqualTo(400);
            assertThat(login(website, Trouble.notJson(half + ",\"errcode\":40125,\"errmsg\":\"secret\"}"))
                            .status())
                    .isEqualTo(500);
            assertThat(logs.texts()).hasSizeGreaterThan(20);
            assertThat(secrets.in(logs.texts())).as("a log line").isEmpty();
        }
        assertThat(service.wechat().calls("/sns/oauth2/access_token")).isEqualTo(6);
        assertThat(secrets.in(answers)).as("an answer").isEmpty();
        assertThat(secrets.in(new RedisDump(service.redisView()).texts()))
                .as("Redis")
                .isEmpty();
        assertThat(secrets.in(List.of(service.management().get("/metrics").body())))
                .as("the metrics")
                .isEmpty();
        Await.until(
                "the spans are there",
                Duration.ofSeconds(5),
                () -> collector.spans().size() > 20);
        assertThat(secrets.in(collector.bytes())).as("a span").isEmpty();
    }
}
