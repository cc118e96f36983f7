package dev.wxauth.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.identity.UserId;
import dev.wxauth.support.AuditTrail;
import dev.wxauth.support.Device;
import dev.wxauth.support.Front;
import dev.wxauth.support.Phone;
import dev.wxauth.support.RedisView;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One human over four fronts and two pods; the official account is bound to an Open Platform account of its own. */
class PersonTest {
    @RegisterExtension
    static final ServiceExtension service = Front.serving()
            .with("WXAUTH_OPEN_PLATFORMS", Front.OFFICIAL + "=brand," + Front.WEBSITE + "=main")
            .instances(2);

    private final SessionCaller sessions = new SessionCaller(service.http());
    private Front miniProgram;
    private Front official;
    private Front website;
    private Front mobile;

    @BeforeEach
    void fronts() {
        miniProgram = Front.miniProgram(service);
        official = Front.official(service);
        website = Front.website(service);
        mobile = Front.mobile(service);
        service.wechat().bindUnionid(true);
    }

    @AfterEach
    void bind() {
        service.wechat().bindUnionid(true);
        service.wechat().move(Front.WEBSITE, "");
    }

    /** The contract's formula, word for word. */
    private static String person(String platform, String unionid) {
        try {
            byte[] text = ("person\0" + platform + "\0" + unionid).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHumanIsOnePersonOnEveryFrontOfAnAccount() {
        String alice = person("main", service.wechat().unionid("alice"));
        assertThat(List.of(miniProgram.login("alice", 0), website.login("alice", 1), mobile.login("alice", 0)))
                .extracting(login -> login.getString("person"))
                .containsOnly(alice);
        assertThat(official.login("alice").getString("person"))
                .as("bound to another account")
                .isEqualTo(person("brand", service.wechat().unionid("alice")));
        assertThat(website.login("bob").getString("person")).isNotEqualTo(alice);
    }

    @Test
    void everyAnswerThatTellsAUnionidTellsThePerson() {
        JsonObject login = website.login("alice", 1);
        String alice = login.getString("person");
        String skey = login.getString("skey");
        assertThat(sessions.refresh(skey).json().getString("person")).isEqualTo(alice);
        assertThat(service.introspect(skey).getString("person")).isEqualTo(alice);
        assertThat(service.introspect(login.getString("access_token"), 1).getString("person"))
                .isEqualTo(alice);
        assertThat(verified(skey).header("X-Auth-Person")).isEqualTo(alice);
        assertThat(user(website, "alice").getString("person")).isEqualTo(alice);
        String claims = new String(
                Base64.getUrlDecoder().decode(login.getString("access_token").split("\\.", -1)[1]),
                StandardCharsets.UTF_8);
        assertThat(claims).contains("\"sid\"").doesNotContain(alice, "person", login.getString("unionid"));
    }

    @Test
    void withoutAUnionidThereIsNoPersonAnywhere() {
        service.wechat().bindUnionid(false);
        JsonObject login = miniProgram.login("nobody");
        assertThat(login.containsKey("person")).isFalse();
        assertThat(service.introspect(login.getString("skey")).containsKey("person"))
                .isFalse();
        assertThat(verified(login.getString("skey")).header("X-Auth-Person")).isNull();
        assertThat(user(miniProgram, "nobody").containsKey("person")).isFalse();
        assertThat(service.redisView().keys()).noneMatch(key -> key.endsWith("}:p"));
    }

    @Test
    void aUnionidThatComesLaterAddsThePersonToAllSessions() {
        JsonObject early = Front.silent(service).login("alice", 1);
        assertThat(early.containsKey("person")).isFalse();
        try (AuditTrail audit = new AuditTrail()) {
            JsonObject late = official.login("alice", 0);
            String alice = late.getString("person");
            assertThat(alice).isEqualTo(person("brand", service.wechat().unionid("alice")));
            assertThat(service.introspect(early.getString("access_token"), 1).getString("person"))
                    .isEqualTo(alice);
            assertThat(verified(early.getString("skey")).header("X-Auth-Person"))
                    .isEqualTo(alice);
            assertThat(audit.lines("person_linked")).singleElement().satisfies(line -> {
                assertThat(line).containsEntry("session_id", late.getString("session_id"));
                assertThat(line).containsEntry("appid", Front.OFFICIAL);
                assertThat(line.toString()).doesNotContain(late.getString("openid"), late.getString("unionid"));
            });
            official.login("alice", 1);
            assertThat(audit.lines("person_linked")).as("once").hasSize(1);
        }
    }

    @Test
    void aNewUserWithAUnionidIsNotToldAsLinkedNorIsOneWhoLogsInAgain() {
        try (AuditTrail audit = new AuditTrail()) {
            JsonObject first = website.login("alice");
            website.login("alice", 1);
            sessions.logoutEverywhere(first.getString("skey"));
            website.login("alice");
            assertThat(audit.lines("login")).hasSize(3);
            assertThat(audit.lines("person_linked")).isEmpty();
        }
    }

    @Test
    void aUnionidThatDoesNotComeAgainIsNotForgotten() {
        String alice = official.login("alice").getString("person");
        JsonObject silent = Front.silent(service).login("alice", 1);
        assertThat(silent.getString("person")).isEqualTo(alice);
        assertThat(service.introspect(silent.getString("skey")).getString("person"))
                .isEqualTo(alice);
    }

    @Test
    void aUnionidThatChangesReplacesThePerson() {
        JsonObject before = website.login("alice", 1);
        mobile.login("alice");
        service.wechat().move(Front.WEBSITE, "bought");
        JsonObject after = website.login("alice", 0);
        String changed = person("main", service.wechat().unionid("bought", "alice"));
        assertThat(after.getString("person")).isEqualTo(changed).isNotEqualTo(before.getString("person"));
        assertThat(service.introspect(before.getString("skey"), 1).getString("person"))
                .isEqualTo(changed);
        assertThat(appids(before.getString("person"))).containsExactly(Front.MOBILE);
        assertThat(appids(changed)).containsExactly(Front.WEBSITE);
    }

    @Test
    void aLaterLoginOfAUserWithoutSessionsKnowsThePersonStill() {
        JsonObject login = official.login("alice");
        assertThat(sessions.logoutEverywhere(login.getString("skey")).status()).isEqualTo(204);
        assertThat(user(official, "alice").getString("person")).isEqualTo(login.getString("person"));
        assertThat(Front.silent(service).login("alice").getString("person")).isEqualTo(login.getString("person"));
    }

    @Test
    void anotherDeviceTellsThePersonTooAndIsLoggedOutWithIt() {
        Device device = Device.asks(service.http());
        JsonObject login = miniProgram.login("alice");
        Phone phone = Phone.holding(service.http(), login);
        assertThat(phone.scan(device).status()).isEqualTo(200);
        assertThat(phone.approve(device).status()).isEqualTo(204);
        JsonObject tokens = device.poll().json();
        String alice = login.getString("person");
        assertThat(tokens.getString("person")).isEqualTo(alice);
        assertThat(service.introspect(tokens.getString("access_token")).getString("person"))
                .isEqualTo(alice);
        assertThat(service.asClient("DELETE", "/auth/persons/" + alice + "/sessions", "")
                        .status())
                .isEqualTo(204);
        assertThat(service.introspect(tokens.getString("access_token")).getBoolean("active"))
                .isFalse();
    }

    /** Nobody reads that entry, and while another user is kept for good it would stay. */
    @Test
    void anErasedUserIsNoLongerAmongThoseOfTheAccountThatTheAppWasBoundToBefore() {
        official.login("alice");
        RedisView view = service.redisView();
        String tag = new UserId(official.appid(), official.openid("alice")).tag();
        String before = PersonsCaller.key(person("main", service.wechat().unionid("alice")));
        view.call("HSET", before, tag, "6a000000,1", "another", "6a000000,1!");
        assertThat(service.asClient("DELETE", official.path("alice"), "").status())
                .isEqualTo(204);
        assertThat(view.call("HKEYS", before).toString()).contains("another").doesNotContain(tag);
    }

    @Test
    void onlyAMiniProgramLetsOtherDevicesIn() {
        assertThat(Device.authorize(service.http(), "appid", Front.WEBSITE).error())
                .isEqualTo("invalid_request");
        assertThat(Device.authorize(service.http()).status())
                .as("there is one, which need not be named")
                .isEqualTo(200);
    }

    @Test
    void aRepeatTellsTheSamePerson() {
        String code = website.code("alice");
        String key = "a-key-of-sixteen-characters";
        String[] headers = {"Authorization", ServiceExtension.client(), "Idempotency-Key", key};
        JsonObject first = website.exchange(code, 0, headers).json();
        JsonObject again = website.exchange(code, 1, headers).json();
        assertThat(first.getString("person")).isNotNull();
        assertThat(again.remove("expires_in")).isNotNull();
        assertThat(again.remove("skey_expires_in")).isNotNull();
        assertThat(first.getMap()).containsAllEntriesOf(again.getMap());
    }

    private Reply verified(String skey) {
        return service.http(1).get("/auth/verify", "X-WX-Skey", skey);
    }

    private static JsonObject user(Front front, String name) {
        return service.asClient("GET", front.path(name), "").json();
    }

    private static List<String> appids(String person) {
        return PersonsCaller.users(service.asClient("GET", "/auth/persons/" + person, "")).stream()
                .map(user -> user.getString("appid"))
                .toList();
    }
}
