package dev.wxauth.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same code without its key or with another one: a replay, over two pods. */
class ReplayTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().instances(2);

    private final Tries tries = new Tries(service);

    @Test
    void aReplayIsRefusedAndTheFirstSessionLives() {
        String code = tries.code();
        String skey = tries.without(0, code).json().getString("skey");

        assertReplay(tries.without(0, code));
        assertReplay(tries.without(1, code));
        assertReplay(tries.with(1, Tries.key(), code));
        assertThat(tries.weChatCalls()).isEqualTo(1);
        assertThat(service.introspect(skey).getBoolean("active")).isTrue();
    }

    @Test
    void theCodeOfARequestWithAKeyIsSpentForAllOthers() {
        String code = tries.code();
        String key = Tries.key();
        String skey = tries.with(0, key, code).json().getString("skey");

        assertReplay(tries.without(1, code));
        String another = Tries.key();
        assertReplay(tries.with(1, another, code));
        assertReplay(tries.with(0, another, code));
        assertThat(tries.weChatCalls()).isEqualTo(1);
        assertThat(tries.with(1, key, code).json().getString("skey")).isEqualTo(skey);
        assertThat(service.introspect(skey).getBoolean("active")).isTrue();
    }

    @Test
    void aReplayIsRefusedWhileTheFirstIsUnderWay() {
        service.wechat().trouble(Trouble.latency(Duration.ofMillis(800)));
        String code = tries.code();
        CompletableFuture<Reply> first = tries.start(0, Tries.key(), code);
        UnderWay.await(service);

        assertReplay(tries.without(0, code));
        assertReplay(tries.without(1, code));
        assertReplay(tries.with(1, Tries.key(), code));
        assertThat(first).as("none of them waited for it").isNotDone();
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void ofTwentyAtOnceWithoutAKeyOneWins() {
        String code = tries.code();
        List<CompletableFuture<Reply>> started = IntStream.range(0, 20)
                .mapToObj(i -> tries.startWithout(i % 2, code))
                .toList();
        List<Integer> statuses =
                started.stream().map(reply -> reply.join().status()).sorted().toList();

        assertThat(statuses.get(0)).isEqualTo(200);
        assertThat(statuses.subList(1, 20)).allMatch(status -> status == 400);
        assertThat(tries.weChatCalls()).isEqualTo(1);
    }

    @Test
    void aCodeCountsAsSpentForTenMinutes() {
        tries.without(0, tries.code());
        String claim = service.redisView().keys().stream()
                .filter(name -> name.startsWith("wxauth:code:"))
                .findFirst()
                .orElseThrow();
        assertThat(service.redisView().call("PTTL", claim).toLong()).isBetween(590_000L, 600_000L);
    }

    private static void assertReplay(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_grant");
        assertThat(reply.json().containsKey("wechat_errcode")).isFalse();
    }
}
