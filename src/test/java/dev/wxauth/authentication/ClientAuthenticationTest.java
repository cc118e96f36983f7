package dev.wxauth.authentication;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6749 section 2.3.1. */
class ClientAuthenticationTest {
    private static final String CHALLENGE = "Basic realm=\"wxauth\", charset=\"UTF-8\"";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with(
                    "WXAUTH_CLIENTS",
                    "shop:old-secret:introspect,shop:new-secret:introspect,a%20b:p%2Bq+r/s=?&:introspect,"
                            + "商店:密码é€:introspect,raw:ab+cd/ef==:introspect,a b:50% of+x:introspect,"
                            + "weak:weak-secret:revoke");

    @ParameterizedTest
    @CsvSource({"shop, old-secret", "shop, new-secret", "a%20b, p%2Bq+r/s=?&", "商店, 密码é€"})
    void bothWaysOfAuthenticationWorkWithEverySecret(String id, String secret) {
        assertInactive(basic(HttpCaller.basic(id, secret)));
        assertInactive(post(HttpCaller.form("client_id", id, "client_secret", secret)));
    }

    @Test
    void theSchemeIsReadInAnyCase() {
        assertInactive(basic(HttpCaller.basic("shop", "new-secret").replace("Basic", "bAsIc")));
    }

    @ParameterizedTest
    @CsvSource({
        "shop, wrong",
        "shop, old-secre",
        "shop, old-secrett",
        "shop, Old-Secret",
        "shop, 'old-secret '",
        "nobody, old-secret",
        "weak, old-secret",
        "'', ''",
        "'', old-secret",
        "shop, ''",
        "'', 'no client has this secret'",
        "Shop, old-secret"
    })
    void everythingElseIs401WithTheChallenge(String id, String secret) {
        assertRefused(basic(HttpCaller.basic(id, secret)));
        assertRefused(post(HttpCaller.form("client_id", id, "client_secret", secret)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic c2hvcA==",
                "Bearer x",
                "Digest username=\"shop\"",
                "shop:old-secret",
                "Basic %%%",
                "Basic JTp4",
                ""
            })
    void aHeaderThatCannotBeReadIs401(String header) {
        assertRefused(basic(header));
    }

    /** As curl, Spring Security and many others send it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop:old-secret",
                "shop:new-secret",
                "a%20b:p%2Bq+r/s=?&",
                "商店:密码é€",
                "raw:ab+cd/ef==",
                "a b:50% of+x",
                "a+b:50%25+of%2Bx",
                "a+b:50% of+x",
                "a%20b:50% of+x"
            })
    void aSecretThatIsSentAsItIsIsRightToo(String credentials) {
        assertInactive(basic(undecoded(credentials)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw:ab cd/ef==",
                "raw:ab+cd/ef=",
                "raw:ab%2Bcd/ef=%",
                "a b:50%+of+x",
                "a%zzb:50% of+x",
                "a b:p%2Bq+r/s=?&",
                "weak%:weak-secret",
                "%:%"
            })
    void noOtherReadingOfASecretIsRight(String credentials) {
        assertRefused(basic(undecoded(credentials)));
    }

    private static String undecoded(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noCredentialsAre401() {
        assertRefused(post("client_id=shop"));
        assertRefused(post("a=b"));
        assertRefused(post("client_secret=old-secret"));
    }

    @Test
    void twoWaysAtOnceAre400() {
        String header = HttpCaller.basic("shop", "old-secret");
        Reply reply = service.http()
                .postForm(
                        "/auth/introspect", "token=x&client_id=shop&client_secret=old-secret", "Authorization", header);
        assertError(reply, 400, "invalid_request");
        Reply twice = service.http()
                .postForm("/auth/introspect", "token=x", "Authorization", header, "Authorization", header);
        assertError(twice, 400, "invalid_request");
        assertError(post("client_id=shop&client_secret=old-secret&client_secret=new-secret"), 400, "invalid_request");
    }

    @Test
    void theClientsNameBesideItsHeaderIsNoSecondWay() {
        Reply reply = service.http()
                .postForm(
                        "/auth/introspect",
                        "token=x&client_id=shop",
                        "Authorization",
                        HttpCaller.basic("shop", "old-secret"));
        assertInactive(reply);
    }

    @Test
    void aMissingScopeIs403() {
        Reply reply = basic(HttpCaller.basic("weak", "weak-secret"));
        assertError(reply, 403, "insufficient_scope");
        assertThat(reply.header("WWW-Authenticate")).isNull();
        Reply other = service.http()
                .postForm("/auth/revoke", "token=x", "Authorization", HttpCaller.basic("shop", "old-secret"));
        assertError(other, 403, "insufficient_scope");
    }

    @Test
    void whoIsNotAuthenticatedLearnsNothingOfTheRequest() {
        assertRefused(service.http().postForm("/auth/introspect", ""));
        assertRefused(service.http().send("POST", "/auth/introspect", "{}", "Content-Type", "application/json"));
    }

    private static Reply basic(String header) {
        return service.http().postForm("/auth/introspect", "token=x", "Authorization", header);
    }

    private static Reply post(String form) {
        return service.http().postForm("/auth/introspect", "token=x&" + form);
    }

    private static void assertInactive(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"active\":false}");
    }

    private static void assertRefused(Reply reply) {
        assertError(reply, 401, "invalid_client");
        assertThat(reply.headers().allValues("WWW-Authenticate")).containsExactly(CHALLENGE);
    }
}
