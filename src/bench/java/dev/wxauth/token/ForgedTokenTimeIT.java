package dev.wxauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Program;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No forgery costs ten times what a genuine token costs that was not seen before, so none is a lever to slow us down. All
 * kinds take turns in one run, and every token is a new one, which no cache knows. It asks the program, whose cryptography
 * is the fast one: beside a slow one every forgery would look cheap. A benchmark, because it measures time:
 * {@code mvn verify -Pbench}.
 */
@Tag("bench")
class ForgedTokenTimeIT {
    private static final int WARM_UP = 400;
    private static final int ROUNDS = 300;
    private static final double MOST = 10;
    private static final String GENUINE = "genuine";
    private static final ECKey KEY = (ECKey) TestSettings.signingKey();

    private HttpCaller http;

    /** Makes a token of its kind from claims that no other token has. */
    private interface Kind {
        String token(JsonObject claims) throws JOSEException;
    }

    private final Forger forger = new Forger(KEY);
    private final Forger attacker = new Forger((ECKey) TestSettings.signingKey());
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    private void collect() {
        JsonObject header = forger.header();
        // First, since its refusal may cost the next one a new connection: that must not be the genuine token.
        kinds.put("100 KB", claims -> forger.sign(header, claims) + "A".repeat(100_000));
        kinds.put("alg none", claims -> unsigned(header.copy().put("alg", "none"), claims) + ".");
        kinds.put("HS256 with the public key", this::mac);
        kinds.put("foreign key", claims -> attacker.sign(header, claims));
        kinds.put("unknown kid", claims -> attacker.sign(attacker.header(), claims));
        kinds.put("kid is a path", claims -> forger.sign(header.copy().put("kid", "../../dev/null"), claims));
        kinds.put("kid is SQL", claims -> forger.sign(header.copy().put("kid", "' OR '1'='1"), claims));
        kinds.put("jku", claims -> attacker.sign(header.copy().put("jku", "https://attacker.example/"), claims));
        kinds.put("x5u", claims -> attacker.sign(header.copy().put("x5u", "https://attacker.example/"), claims));
        kinds.put("embedded jwk", claims -> attacker.sign(header.copy().put("jwk", new JsonObject()), claims));
        kinds.put("crit", claims -> forger.sign(header.copy().put("crit", new JsonArray().add("exp")), claims));
        kinds.put("changed claims", claims -> changed(header, claims));
        kinds.put("no exp", claims -> forger.sign(header, without(claims, "exp")));
        kinds.put("no sid", claims -> forger.sign(header, without(claims, "sid")));
        kinds.put("future iat", claims -> forger.sign(header, claims.put("iat", claims.getLong("exp"))));
        kinds.put("expired", claims -> forger.sign(header, claims.put("exp", claims.getLong("iat") - 1)));
        kinds.put("other issuer", claims -> forger.sign(header, claims.put("iss", "https://evil.example")));
        kinds.put("other audience", claims -> forger.sign(header, claims.put("aud", "https://evil.example")));
        kinds.put("unknown session", claims -> forger.sign(header, claims.put("sid", "x" + claims.getString("jti"))));
        kinds.put("DER signature", claims -> der(forger.sign(header, claims)));
        kinds.put("padded base64", claims -> forger.sign(header, claims) + "=");
        kinds.put("nested JSON", claims -> forger.sign(header.encode(), nested(claims)));
        kinds.put("60 KB of claims", claims -> forger.sign(header, claims.put("x", "y".repeat(45_000))));
        kinds.put("60 KB of dots", claims -> claims.getString("jti") + ".".repeat(60_000));
        kinds.put(GENUINE, claims -> forger.sign(header, claims));
    }

    private static String unsigned(JsonObject header, JsonObject claims) {
        return Forger.encode(header.encode()) + "." + Forger.encode(claims.encode());
    }

    private String mac(JsonObject claims) throws JOSEException {
        String input = unsigned(forger.header().put("alg", "HS256"), claims);
        return input + "."
                + new MACSigner(KEY.toECPublicKey().getEncoded())
                        .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
    }

    private String changed(JsonObject header, JsonObject claims) {
        String signature = forger.sign(header, claims).split("\\.", -1)[2];
        return unsigned(header, claims.put("sub", "another")) + "." + signature;
    }

    private static JsonObject without(JsonObject claims, String name) {
        claims.remove(name);
        return claims;
    }

    private static String der(String token) throws JOSEException {
        int last = token.lastIndexOf('.') + 1;
        byte[] signature = new Base64URL(token.substring(last)).decode();
        return token.substring(0, last) + Base64URL.encode(ECDSA.transcodeSignatureToDER(signature));
    }

    private static String nested(JsonObject claims) {
        return "{\"jti\":\"" + claims.getString("jti") + "\",\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
    }

    @Test
    void noForgeryIsSlowerThanAGenuineTokenByAnOrderOfMagnitude() throws Exception {
        try (Neighbours neighbours = new Neighbours()) {
            WeChatSimulator wechat = neighbours.wechat();
            Map<String, String> settings = neighbours.settings();
            settings.put("WXAUTH_SIGNING_KEYS", TestSettings.jwkSet(KEY));
            try (Program program = Program.serve(settings)) {
                http = program.unchecked();
                JsonObject code = new JsonObject().put("code", wechat.code(TestSettings.APPID, "alice"));
                compare(http.postJson("/auth/login", code).json());
            }
        }
    }

    private void compare(JsonObject login) throws JOSEException {
        collect();
        measure(login, WARM_UP);
        Map<String, Long> medians = measure(login, ROUNDS);
        double genuine = medians.get(GENUINE);
        medians.forEach(
                (kind, nanos) -> System.out.printf("%-26s %7.0f us  x %.2f%n", kind, nanos / 1e3, nanos / genuine));
        assertThat(medians)
                .allSatisfy(
                        (kind, nanos) -> assertThat(nanos / genuine).as(kind).isLessThanOrEqualTo(MOST));
    }

    /** The median time of an introspection of each kind, in nanoseconds. */
    private Map<String, Long> measure(JsonObject login, int rounds) throws JOSEException {
        Map<String, long[]> times = new LinkedHashMap<>();
        kinds.keySet().forEach(kind -> times.put(kind, new long[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Kind> kind : kinds.entrySet()) {
                JsonObject claims = Forger.claims(login).put("jti", "made-by-hand-" + rounds + "-" + round);
                times.get(kind.getKey())[round] =
                        time(kind.getValue().token(claims), kind.getKey().equals(GENUINE));
            }
        }
        Map<String, Long> medians = new LinkedHashMap<>();
        times.forEach((kind, samples) -> medians.put(
                kind,
                Arrays.stream(samples).sorted().skip(rounds / 2).findFirst().orElseThrow()));
        return medians;
    }

    private long time(String token, boolean genuine) {
        String form = HttpCaller.form("token", token);
        long start = System.nanoTime();
        Reply reply = http.postForm("/auth/introspect", form, "Authorization", ServiceExtension.client());
        long end = System.nanoTime();
        assertThat(reply.body().contains("\"active\":true")).as(token).isEqualTo(genuine);
        return end - start;
    }
}
