package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Device;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.MiniProgram;
import dev.wxauth.support.Phone;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rights that the README gives to the service's Redis user are enough for everything that it does. */
class LeastRightsTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().withOwnRedis();

    private static final String[] CLIENT = {"Authorization", ServiceExtension.client()};

    private static final Pattern CALL = Pattern.compile("redis\\.p?call\\('(\\w+)'");

    private static int pod;

    private MiniProgram user;

    @BeforeAll
    static void connectAsThatUser() {
        String[] words = rights();
        service.redisView().call(words[0], Arrays.copyOfRange(words, 1, words.length));
        service.change("WXAUTH_REDIS_URL", service.redis().url().replace("redis://", "redis://wxauth:password@"));
        pod = service.startInstance();
    }

    private static String[] rights() {
        return Readme.blocks("acl").findFirst().orElseThrow().text().strip().split(" ", -1);
    }

    @BeforeEach
    void logIn() {
        Await.until(
                "the pod is connected",
                Duration.ofSeconds(10),
                () -> service.introspectReply("none", pod).status() == 200);
        user = MiniProgram.login(service, "alice");
    }

    @Test
    void everyRouteThatAsksRedis() {
        SessionCaller sessions = new SessionCaller(service.http(pod));
        JsonObject login = service.login("alice", pod);
        String skey = sessions.refresh(
                        login.getString("skey"), UUID.randomUUID().toString())
                .json()
                .getString("skey");
        assertThat(sessions.isActive(skey)).isTrue();
        assertThat(sessions.sessions(skey).status()).isEqualTo(200);
        HttpCaller http = service.http(pod);
        String path = user.path();
        assertAnswered(200, http.get(path, CLIENT));
        assertAnswered(204, http.putJson(path + "/roles", new JsonObject().put("roles", new JsonArray()), CLIENT));
        assertAnswered(200, http.post(path + "/session-key/check", CLIENT));
        assertAnswered(204, http.post(path + "/session-key/reset", CLIENT));
        assertAnswered(200, http.postJson(path + "/sign", new JsonObject().put("payload", "x"), CLIENT));
        assertThat(sessions.logout(skey).status()).isEqualTo(204);
        assertThat(sessions.logout(service.login("bob", pod).getString("skey")).status())
                .isEqualTo(204);
        assertAnswered(204, http.delete(path + "/sessions", CLIENT));
        assertAnswered(204, http.delete(path, CLIENT));
        assertNothingRefused();
    }

    @Test
    void everyStepOfLettingADeviceIn() {
        Device device = Device.asks(service.http(pod));
        Phone alice = Phone.login(service, "alice").at(service.http(pod));
        assertThat(device.poll().error()).isEqualTo("authorization_pending");
        assertThat(device.poll().error()).isEqualTo("slow_down");
        assertAnswered(200, alice.scan(device));
        assertAnswered(204, alice.approve(device));
        assertAnswered(200, device.poll());
        assertAnswered(200, device.poll());
        Device other = Device.asks(service.http(pod));
        IntStream.range(0, 30).forEach(i -> other.poll());
        assertThat(other.poll().error()).isEqualTo("slow_down");
        assertAnswered(200, alice.scan(other));
        assertAnswered(204, alice.deny(other));
        assertThat(other.poll().error()).isEqualTo("access_denied");
        assertNothingRefused();
    }

    /** Not every branch of every script is taken here; so what stands in them is looked up, too. */
    @Test
    void noScriptCallsForMore() throws IOException {
        Set<String> given = Arrays.stream(rights())
                .filter(word -> word.startsWith("+"))
                .map(word -> word.substring(1))
                .collect(Collectors.toSet());
        Set<String> called = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/lua"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CALL.matcher(Files.readString(file)).results().forEach(call -> called.add(lower(call.group(1))));
            }
        }
        assertThat(called).contains("time", "hset", "rename");
        assertThat(given).containsAll(called);
    }

    private static String lower(String command) {
        return command.toLowerCase(Locale.ROOT);
    }

    private static void assertNothingRefused() {
        assertThat(service.redisView().call("ACL", "LOG").size())
                .as("what Redis refused")
                .isZero();
    }

    private static void assertAnswered(int status, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    }
}
