package dev.wxauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token revocation by RFC 7009: whichever token of a session is named, the whole session ends. */
class RevocationTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("WXAUTH_ACCESS_TTL", "1s")
            .with("WXAUTH_CLIENTS", "shop:shop-secret:introspect+revoke,reader:reader-secret:introspect");

    private SessionCaller sessions;

    @BeforeEach
    void call() {
        sessions = new SessionCaller(service.http());
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "skey"})
    void eitherTokenEndsTheWholeSessionAndNoOther(String which) {
        JsonObject other = service.login("alice");
        JsonObject login = service.login("alice");
        assertRevoked(sessions.revoke(login.getString(which)));
        assertThat(sessions.isActive(login.getString("access_token"))).isFalse();
        assertThat(sessions.isActive(login.getString("skey"))).isFalse();
        assertThat(sessions.refresh(login.getString("skey")).error()).isEqualTo("invalid_grant");
        assertThat(sessions.isActive(other.getString("skey"))).isTrue();
    }

    @Test
    void anExpiredAccessTokenEndsItsSession() {
        JsonObject login = service.login("alice");
        String token = login.getString("access_token");
        Await.until("the token expires", Duration.ofSeconds(5), () -> !sessions.isActive(token));
        assertRevoked(sessions.revoke(token));
        assertThat(sessions.isActive(login.getString("skey"))).isFalse();
    }

    @Test
    void aReplacedSkeyEndsItsSession() {
        JsonObject login = service.login("alice");
        String successor = sessions.refresh(login.getString("skey")).json().getString("skey");
        assertRevoked(sessions.revoke(login.getString("skey")));
        assertThat(sessions.isActive(successor)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "a.b.c", "AQJrMQ", "\uD83D\uDE00", " "})
    void anUnknownTokenIsRevokedAlready(String token) {
        assertRevoked(sessions.revoke(token));
    }

    @Test
    void revokingTwiceIsFine() {
        String skey = service.login("alice").getString("skey");
        assertRevoked(sessions.revoke(skey));
        assertRevoked(sessions.revoke(skey));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token", "skey", "nonsense"})
    void theHintIsNotTrusted(String hint) {
        String skey = service.login("alice").getString("skey");
        assertRevoked(revoke(HttpCaller.form("token", skey, "token_type_hint", hint), ServiceExtension.client()));
        assertThat(sessions.isActive(skey)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token=", "tokens=x", "token=a&token=b", "token=a&token_type_hint=b&token_type_hint=c"})
    void aMissingOrRepeatedParameterIsAFault(String form) {
        Reply reply = revoke(form, ServiceExtension.client());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
    }

    @Test
    void theQueryIsNoForm() {
        String skey = service.login("alice").getString("skey");
        Reply reply =
                service.http().postForm("/auth/revoke?token=" + skey, "", "Authorization", ServiceExtension.client());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(sessions.isActive(skey)).isTrue();
    }

    @Test
    void aWrongClientIsRefusedBeforeItsTokenIsLookedAt() {
        String skey = service.login("alice").getString("skey");
        for (Reply reply : new Reply[] {
            revoke(HttpCaller.form("token", skey), HttpCaller.basic("shop", "wrong")),
            revoke(HttpCaller.form("token", skey), HttpCaller.basic("nobody", "shop-secret")),
            revoke(HttpCaller.form("token", skey), SessionCaller.bearer(skey)),
            service.http().postForm("/auth/revoke", HttpCaller.form("token", skey))
        }) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.error()).isEqualTo("invalid_client");
            assertThat(reply.header("WWW-Authenticate")).startsWith("Basic ");
        }
        assertThat(sessions.isActive(skey)).isTrue();
    }

    @Test
    void aClientWithoutTheScopeIsRefused() {
        String skey = service.login("alice").getString("skey");
        Reply reply = revoke(HttpCaller.form("token", skey), HttpCaller.basic("reader", "reader-secret"));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.error()).isEqualTo("insufficient_scope");
        assertThat(sessions.isActive(skey)).isTrue();
    }

    @Test
    void aClientMayAuthenticateInTheForm() {
        String skey = service.login("alice").getString("skey");
        assertRevoked(service.http()
                .postForm(
                        "/auth/revoke",
                        HttpCaller.form("token", skey, "client_id", "shop", "client_secret", "shop-secret")));
        assertThat(sessions.isActive(skey)).isFalse();
    }

    private static Reply revoke(String form, String authorization) {
        return service.http().postForm("/auth/revoke", form, "Authorization", authorization);
    }

    private static void assertRevoked(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }
}
