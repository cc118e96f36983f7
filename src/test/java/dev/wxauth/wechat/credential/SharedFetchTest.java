package dev.wxauth.wechat.credential;

import static dev.wxauth.support.TestSettings.APPID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.app.Apps;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.MasterKeys;
import dev.wxauth.observe.Meters;
import dev.wxauth.observe.Troubles;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.settings.Secret;
import dev.wxauth.support.Await;
import dev.wxauth.support.RedisDoor;
import dev.wxauth.support.TestRedis;
import dev.wxauth.wechat.transport.WeChatAnswer;
import dev.wxauth.wechat.transport.WeChatRequest;
import dev.wxauth.wechat.transport.WeChatSettings;
import dev.wxauth.wechat.transport.WeChatTransports;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Requests of one event loop want a token while WeChat is asked for one. */
class SharedFetchTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final MasterKeys KEYS = MasterKeys.parse("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    private static final Secret OLD = new Secret("old");
    private static final Secret NEW = new Secret("new");

    private record Fetch(WeChatRequest request, Promise<WeChatAnswer> answer) {}

    @AutoClose
    private final TestRedis server = TestRedis.create();

    @AutoClose
    private final RedisDoor door = new RedisDoor(server.url());

    private final List<Fetch> fetches = new CopyOnWriteArrayList<>();
    private volatile Optional<String> sealingKid = Optional.of("k1");
    private final WeChatCredentials credentials = credentials(InstantSource.system());

    private WeChatCredentials credentials(InstantSource clock) {
        WeChatSettings config = new WeChatSettings(
                List.of(),
                Duration.ofSeconds(2),
                10,
                new WeChatSettings.Breaker(20, Duration.ofSeconds(10), Duration.ofSeconds(5)));
        Keyring keyring = new Keyring(() -> KEYS, kids -> sealingKid, new SecureRandom());
        Apps apps = Apps.parse(APPID + ":secret");
        return new WeChatCredentials(
                door.vertx(),
                new WeChatTransports(config, 100, Meters.create(), new Troubles(clock), clock),
                new AppSecrets(() -> apps, this::send),
                new CredentialStore(door.redis(), new RedisKeys("wxauth:"), keyring),
                clock);
    }

    private Future<WeChatAnswer> send(WeChatRequest request) {
        Fetch fetch = new Fetch(request, Promise.promise());
        fetches.add(fetch);
        return fetch.answer.future();
    }

    @Test
    void whoHadATokenRefusedIsNotHandedItAgainByAFetchThatWasBegunForAnyToken() {
        Future<Secret> any = start(() -> credentials.get(APPID));
        awaitFetches(1);
        Future<Secret> another = start(() -> credentials.replace(APPID, OLD));
        answer(0, OLD);
        assertThat(Await.result(any)).isEqualTo(OLD);
        awaitFetches(2);
        answer(1, NEW);
        assertThat(Await.result(another)).isEqualTo(NEW);
    }

    @Test
    void whatEachOfThemCanUseIsFetchedOnce() {
        Future<Secret> any = start(() -> credentials.get(APPID));
        awaitFetches(1);
        List<Future<Secret>> all = Stream.of(
                        any,
                        start(() -> credentials.get(APPID)),
                        start(() -> credentials.replace(APPID, OLD)),
                        start(() -> credentials.replace(APPID, OLD)))
                .toList();
        answer(0, NEW);
        assertThat(all).allSatisfy(token -> assertThat(Await.result(token)).isEqualTo(NEW));
        assertThat(fetches).hasSize(1);
    }

    /** It was fetched, and whoever waits for it needs nothing more. */
    @Test
    void aTokenThatNobodyCanSealYetServesAllTheSame() {
        sealingKid = Optional.empty();
        Future<Secret> any = start(() -> credentials.get(APPID));
        awaitFetches(1);
        answer(0, NEW);
        assertThat(Await.result(any)).isEqualTo(NEW);
    }

    private Future<Secret> start(Supplier<Future<Secret>> question) {
        return door.onLoop(() -> Future.succeededFuture(question.get()));
    }

    private void awaitFetches(int count) {
        Await.until("WeChat is asked", SOON, () -> fetches.size() == count);
    }

    private void answer(int which, Secret token) {
        Fetch fetch = fetches.get(which);
        JsonObject json = new JsonObject().put("access_token", token.reveal()).put("expires_in", 7200);
        door.onLoop(() -> Future.succeededFuture(fetch.answer.tryComplete(new WeChatAnswer(fetch.request, json, 0))));
    }
}
