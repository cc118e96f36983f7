package dev.wxauth.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.app.AppKinds;
import dev.wxauth.app.Apps;
import dev.wxauth.app.OpenPlatforms;
import dev.wxauth.authentication.Clients;
import dev.wxauth.crypto.MasterKeys;
import dev.wxauth.redis.RedisEndpoints;
import dev.wxauth.settings.Parse;
import dev.wxauth.support.Mutator;
import dev.wxauth.support.TestSettings;
import dev.wxauth.token.SigningKeys;
import dev.wxauth.web.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every reader of a setting, on texts that are nearly right and on any: it throws what it promises, or nothing. */
class ParserFuzzTest {
    private static final String SECRET = "hunter2";
    private static final int TRIES = 2000;
    private static final String JWK =
            TestSettings.jwkSet(TestSettings.signingKey()).replace("\"kty\"", "\"note\":\"" + SECRET + "\",\"kty\"");

    /** A value that is taken, and who takes it. */
    private static final Map<String, Function<String, ?>> PARSERS = parsers();

    private static Map<String, Function<String, ?>> parsers() {
        Map<String, Function<String, ?>> parsers = new LinkedHashMap<>();
        parsers.put("wxa:" + SECRET + ",wxb:" + SECRET + ",wxa:x", Apps::parse);
        parsers.put("wxa=website,wxb = official", text -> AppKinds.parse(text, appid -> true));
        parsers.put("wxa=main,wxb=Other.one", text -> OpenPlatforms.parse(text, appid -> true));
        parsers.put("a:" + SECRET + ":introspect+revoke,a:x:revoke+introspect", Clients::parse);
        parsers.put("k1:" + TestSettings.masterKey() + ",k2:" + TestSettings.masterKey(), MasterKeys::parse);
        parsers.put(JWK, SigningKeys::parse);
        parsers.put("redis://user:" + SECRET + "@host:6379/1", RedisEndpoints::parse);
        parsers.put("rediss://:" + SECRET + "@[::1]:6379,redis://b", RedisEndpoints::parse);
        parsers.put("https://api.weixin.qq.com/" + SECRET + ",http://b:1", Parse::baseUrls);
        parsers.put("https://" + SECRET + ".example.com:8443", Parse::issuer);
        parsers.put("http://127.0.0.1:8080", Parse::issuer);
        parsers.put("10.0.0.0/8", IpAddress::block);
        parsers.put("2001:db8::1/64", IpAddress::block);
        parsers.put("30d", Parse.duration(Duration.ofSeconds(1)));
        parsers.put("65535", Parse.number(0, 65535));
        return parsers;
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(PARSERS.keySet());
    }

    @Property(tries = 10 * TRIES)
    void whatIsNearlyRightIsReadOrRefused(@ForAll("values") String value, @ForAll Random random) {
        assertReadOrRefused(PARSERS.get(value), new Mutator(random).mutate(value));
    }

    @Property(tries = TRIES)
    void whateverItIsItIsReadOrRefused(@ForAll("values") String value, @ForAll String text) {
        assertReadOrRefused(PARSERS.get(value), text);
    }

    /** The pieces that mean something to one of them. */
    @Property(tries = 10 * TRIES)
    void whateverIsMadeOfTellingPiecesIsReadOrRefused(@ForAll("values") String value, @ForAll("pieces") String text) {
        assertReadOrRefused(PARSERS.get(value), text);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        ":",
                        "/",
                        "//",
                        "@",
                        ",",
                        "+",
                        "%",
                        "%2",
                        "?",
                        "#",
                        "[",
                        "]",
                        "{",
                        "}",
                        "\"",
                        "redis",
                        "rediss",
                        "http",
                        "https",
                        "a",
                        SECRET,
                        "0",
                        "6379",
                        "-1",
                        "99999999999",
                        " ",
                        ".",
                        "=",
                        "introspect",
                        "{\"keys\":[",
                        "{\"kty\":\"RSA\",",
                        "\"n\":",
                        "\"e\":",
                        "\"AQAB\"",
                        "null",
                        "]}")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }

    private static void assertReadOrRefused(Function<String, ?> parser, String text) {
        try {
            assertThat(parser.apply(text)).isNotNull();
        } catch (RuntimeException e) {
            assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
            assertThat(e.getMessage()).isNotBlank().doesNotContain(SECRET).matches("[ -~]{1,200}");
        }
    }
}
