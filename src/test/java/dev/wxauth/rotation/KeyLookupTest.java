package dev.wxauth.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.error.Fault;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.settings.ReloadListener;
import dev.wxauth.settings.Reloadable;
import dev.wxauth.settings.SecretFiles;
import dev.wxauth.settings.SecretWatch;
import dev.wxauth.support.RedisDoor;
import dev.wxauth.support.TestRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is done with keys that may be missing. */
class KeyLookupTest {
    @AutoClose
    private final TestRedis server = TestRedis.create();

    @AutoClose
    private final RedisDoor door = new RedisDoor(server.url());

    private final KeyActivation activation = new KeyActivation(List::of, List::of, Duration.ZERO);
    private final KeyLookup lookup = new KeyLookup(
            SecretWatch.open(door.vertx(), new SecretFiles(List.of(), () -> {}, new Nobody()), Duration.ofHours(1)),
            new KeyRegistry(door.redis(), new RedisKeys("wxauth:"), activation));

    private static final class Nobody implements ReloadListener {
        @Override
        public void taken(Reloadable<?> setting) {}

        @Override
        public void refused(Reloadable<?> setting) {}
    }

    @Test
    void whatItGivesIsGiven() {
        assertThat(lookup.find(() -> Optional.of("it")).result()).contains("it");
    }

    /** Nobody may know yet which key signs, for one. */
    @Test
    void whateverElseItThrowsIsHowItFails() {
        Fault untold = Fault.TemporarilyUnavailable.because("Redis has not told yet which key signs");
        Future<Optional<String>> found = lookup.find(() -> {
            throw untold;
        });
        assertThat(found.cause()).isSameAs(untold);
    }
}
