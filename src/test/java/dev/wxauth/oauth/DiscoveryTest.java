package dev.wxauth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8414 and RFC 7517; the service is its own issuer here, so that every URL can be followed. */
class DiscoveryTest {
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final String OPENID_METADATA = "/.well-known/openid-configuration";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().asIssuer();

    @Test
    void theMetadataNamesWhatIsThereAndNothingElse() {
        JsonArray methods = new JsonArray(List.of("client_secret_basic", "client_secret_post"));
        assertThat(service.http().get(METADATA).json())
                .isEqualTo(new JsonObject()
                        .put("issuer", service.issuer())
                        .put("jwks_uri", service.issuer() + "/.well-known/jwks.json")
                        .put("introspection_endpoint", service.issuer() + "/auth/introspect")
                        .put("introspection_endpoint_auth_methods_supported", methods)
                        .put("introspection_signing_alg_values_supported", new JsonArray(List.of("ES256")))
                        .put("revocation_endpoint", service.issuer() + "/auth/revoke")
                        .put("revocation_endpoint_auth_methods_supported", methods)
                        .put("token_endpoint", service.issuer() + "/auth/token")
                        .put("device_authorization_endpoint", service.issuer() + "/auth/device_authorization")
                        .put(
                                "grant_types_supported",
                                new JsonArray(List.of("urn:ietf:params:oauth:grant-type:device_code", "refresh_token")))
                        .put(
                                "token_endpoint_auth_methods_supported",
                                methods.copy().add("none")));
    }

    @Test
    void theMetadataIsFoundByTheNameThatOpenIdClientsLookFor() {
        assertThat(service.http().get(OPENID_METADATA).body())
                .isEqualTo(service.http().get(METADATA).body());
    }

    @Test
    void theExampleOfTheDescriptionIsWhatIsServed() {
        String example = service.http()
                .get("/openapi.json")
                .json()
                .getJsonObject("components")
                .getJsonObject("examples")
                .getJsonObject("Metadata")
                .getJsonObject("value")
                .encode();
        assertThat(new JsonObject(example.replace("https://auth.example.org", service.issuer())))
                .isEqualTo(service.http().get(METADATA).json());
    }

    @Test
    void everyUrlAndMethodOfTheMetadataWorks() {
        JsonObject metadata = service.http().get(METADATA).json();
        String token = service.login("alice").getString("access_token");
        assertThat(call(metadata, "jwks_uri").get("").json().getJsonArray("keys"))
                .hasSize(1);
        HttpCaller introspection = call(metadata, "introspection_endpoint");
        assertThat(basic(introspection, token).json().getBoolean("active")).isTrue();
        assertThat(post(introspection, token).json().getBoolean("active")).isTrue();
        HttpCaller revocation = call(metadata, "revocation_endpoint");
        assertThat(basic(revocation, token).status()).isEqualTo(200);
        assertThat(post(revocation, token).status()).isEqualTo(200);
        assertThat(basic(introspection, token).json().getBoolean("active")).isFalse();
    }

    private static HttpCaller call(JsonObject metadata, String endpoint) {
        return new HttpCaller(metadata.getString(endpoint));
    }

    private static Reply basic(HttpCaller endpoint, String token) {
        return endpoint.postForm("", HttpCaller.form("token", token), "Authorization", ServiceExtension.client());
    }

    private static Reply post(HttpCaller endpoint, String token) {
        return endpoint.postForm(
                "", HttpCaller.form("token", token, "client_id", "shop", "client_secret", "shop-secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {METADATA, OPENID_METADATA, "/.well-known/jwks.json", "/openapi.json"})
    void whoHoldsTheDocumentIsToldSo(String path) {
        Reply full = service.http().get(path);
        String tag = full.header("ETag");
        assertThat(full.status()).isEqualTo(200);
        assertThat(full.header("Content-Type")).isEqualTo("application/json");
        assertThat(full.header("Cache-Control")).matches("public, max-age=[1-9]\\d{0,3}");
        assertThat(tag).matches("\"[!#-~]+\"");
        assertThat(service.http().get(path).header("ETag")).isEqualTo(tag);
        for (String held : List.of(tag, "W/" + tag, "*", "\"other\", " + tag, tag + ",\"other\"")) {
            assertNotModified(service.http().get(path, "If-None-Match", held), tag);
        }
        assertNotModified(service.http().get(path, "If-None-Match", "\"other\"", "If-None-Match", tag), tag);
    }

    private static void assertNotModified(Reply reply, String tag) {
        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("ETag")).isEqualTo(tag);
        assertThat(reply.header("Cache-Control")).startsWith("public, max-age=");
    }

    @ParameterizedTest
    @ValueSource(strings = {METADATA, OPENID_METADATA, "/.well-known/jwks.json", "/openapi.json"})
    void whoHoldsAnotherGetsTheDocument(String path) {
        for (String held : List.of("\"other\"", "W/\"other\"", "", "nonsense", "\"\"")) {
            assertThat(service.http().get(path, "If-None-Match", held).status()).isEqualTo(200);
        }
    }

    @Test
    void theKeySetHoldsNoPrivatePart() {
        JsonObject key = service.http()
                .get("/.well-known/jwks.json")
                .json()
                .getJsonArray("keys")
                .getJsonObject(0);
        assertThat(key.fieldNames()).containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "alg", "use");
    }
}
