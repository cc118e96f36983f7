package dev.wxauth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.wxauth.app.App;
import dev.wxauth.app.AppKind;
import dev.wxauth.session.Lifetimes;
import dev.wxauth.session.SessionSettings;
import dev.wxauth.settings.Secret;
import dev.wxauth.settings.Setting;
import dev.wxauth.support.TestSettings;
import dev.wxauth.wechat.transport.WeChatSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    @TempDir
    Path directory;

    private Map<String, String> environment;

    @BeforeEach
    void required() {
        Map<String, String> all = TestSettings.create("redis://localhost:6379", "http://localhost:1");
        all.keySet().retainAll(Set.of("WXAUTH_APPS", "WXAUTH_ISSUER", "WXAUTH_SIGNING_KEYS", "WXAUTH_MASTER_KEYS"));
        environment = all;
    }

    private Configuration load() throws ConfigException {
        return ConfigLoader.load(environment, directory);
    }

    private String fault() {
        Throwable failure = catchThrowable(this::load);
        assertThat(failure).isInstanceOf(ConfigException.class);
        return failure.getMessage();
    }

    private Path file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void defaultsAreTheContracts() throws ConfigException {
        Configuration configuration = load();
        assertThat(configuration.http().port()).isEqualTo(8080);
        assertThat(configuration.http().managementPort()).isEqualTo(9090);
        assertThat(configuration.http().host()).isEqualTo("0.0.0.0");
        assertThat(configuration.http().rateLimit()).isEqualTo(60);
        assertThat(configuration.http().maxRequests()).isEqualTo(4000);
        assertThat(configuration.http().drainDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.http().idleTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(configuration.http().drainTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(configuration.wechat().urls())
                .containsExactly(URI.create("https://api.weixin.qq.com"), URI.create("https://api2.weixin.qq.com"));
        assertThat(configuration.wechat().timeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(configuration.wechat().concurrency()).isEqualTo(1000);
        assertThat(configuration.wechat().breaker())
                .isEqualTo(new WeChatSettings.Breaker(20, Duration.ofSeconds(10), Duration.ofSeconds(5)));
        assertThat(configuration.redis().prefix()).isEqualTo("wxauth:");
        assertThat(configuration.redis().master()).isEqualTo("mymaster");
        assertThat(configuration.redis().sentinelPassword().get()).isEmpty();
        assertThat(configuration.redis().waitReplicas()).isZero();
        assertThat(configuration.token().audience()).isEqualTo("https://auth.example.com");
        assertThat(configuration.token().accessTtl()).isEqualTo(Duration.ofHours(2));
        assertThat(configuration.session())
                .isEqualTo(new SessionSettings(
                        new Lifetimes(Duration.ofDays(30), Duration.ofDays(180)),
                        new Lifetimes(Duration.ofHours(12), Duration.ofDays(7)),
                        Duration.ofSeconds(60),
                        20,
                        Duration.ofDays(30)));
        assertThat(configuration.clients().get().byId()).isEmpty();
    }

    @Test
    void theFileThatIsShippedSaysTheDefaults() throws ConfigException {
        Configuration without = load();
        environment.put(
                "WXAUTH_CONFIG", Path.of("conf/config.yaml").toAbsolutePath().toString());
        Configuration with = load();
        assertThat(with.http()).isEqualTo(without.http());
        assertThat(with.wechat()).isEqualTo(without.wechat());
        assertThat(with.session()).isEqualTo(without.session());
        assertThat(with.redis().endpoints().get())
                .isEqualTo(without.redis().endpoints().get());
        assertThat(with.redis().waitReplicas()).isEqualTo(without.redis().waitReplicas());
        assertThat(with.token().audience()).isEqualTo(without.token().audience());
    }

    @Test
    void theFileThatIsShippedNamesEverySetting() throws IOException {
        String shipped = Files.readString(Path.of("conf/config.yaml")).replace("# ", "");
        assertThat(Setting.values())
                .filteredOn(setting -> !isNamed(setting, shipped))
                .as("not in conf/config.yaml")
                .isEmpty();
    }

    private static boolean isNamed(Setting setting, String file) {
        String[] levels = setting.name().toLowerCase(Locale.ROOT).split("_", 2);
        boolean flat = file.contains("\n" + String.join("_", levels) + ":")
                || file.contains("\n" + String.join("_", levels) + "_file:");
        boolean nested =
                levels.length == 2 && file.contains("\n" + levels[0] + ":") && file.contains("\n  " + levels[1] + ":");
        return flat || nested;
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws Exception {
        file("conf/config.yaml", "port: 1111\nredis:\n  prefix: 'mine:'\nwechat:\n  urls: [http://a, http://b]\n");
        environment.put("WXAUTH_PORT", "2222");
        Configuration configuration = load();
        assertThat(configuration.http().port()).isEqualTo(2222);
        assertThat(configuration.redis().prefix()).isEqualTo("mine:");
        assertThat(configuration.wechat().urls()).hasSize(2);
    }

    @Test
    void aValueInAFileOfItsOwnIsRead() throws Exception {
        environment.remove("WXAUTH_APPS");
        environment.put(
                "WXAUTH_APPS_FILE", file("secrets/apps", "\uFEFFwxa:1234\n").toString());
        assertThat(load().apps().get().secrets()).containsOnlyKeys("wxa");
    }

    @Test
    void aVariableAndItsTwinAreAFault() throws Exception {
        environment.put("WXAUTH_APPS_FILE", file("apps", "wxa:1234").toString());
        assertThat(fault()).contains("WXAUTH_APPS and WXAUTH_APPS_FILE");
    }

    /** A pipe or device that somebody mounted by mistake must not fill the memory. */
    @Test
    void aFileWithoutEndIsAFault() throws Exception {
        environment.remove("WXAUTH_APPS");
        environment.put(
                "WXAUTH_APPS_FILE", file("apps", "a".repeat(2 * 1024 * 1024)).toString());
        assertThat(fault()).contains("1 fault", "WXAUTH_APPS_FILE: its file cannot be read");
    }

    @Test
    void aFileThatIsNotThereIsAFault() {
        environment.remove("WXAUTH_APPS");
        environment.put("WXAUTH_APPS_FILE", "nowhere");
        assertThat(fault()).contains("1 fault", "WXAUTH_APPS_FILE: its file cannot be read");
        environment.put("WXAUTH_CONFIG", "nowhere.yaml");
        assertThat(fault()).contains("the configuration file nowhere.yaml cannot be read");
    }

    @Test
    void everythingThatIsRequiredIsAskedForAtOnce() {
        environment.clear();
        assertThat(fault())
                .contains("4 faults", "WXAUTH_APPS", "WXAUTH_ISSUER", "WXAUTH_SIGNING_KEYS", "WXAUTH_MASTER_KEYS");
    }

    @Test
    void anUnknownSettingIsAFaultWhereverItStands() throws Exception {
        file("conf/config.yaml", "redis:\n  uri: redis://x\n");
        environment.put("WXAUTH_PROT", "1");
        assertThat(fault()).contains("WXAUTH_PROT: there is no such setting").contains("redis_uri: there is no such");
    }

    /** Of all places the file may not be read with half of its settings left out. */
    @Test
    void aSettingInCapitalsIsNoneOfTheFile() throws Exception {
        file("conf/config.yaml", "Port: 18095\nredis:\n  Prefix: x\nRedis:\n  prefix: x\n");
        assertThat(fault())
                .contains("3 faults", "Port: there is no such setting")
                .contains("redis_Prefix: there is no such setting", "Redis_prefix: there is no such setting");
    }

    @Test
    void aSectionInWhichNothingIsLeftSaysNothing() throws Exception {
        file("conf/config.yaml", "redis:\n  # prefix: x\ndevice:\nport: 18095\n");
        assertThat(load().http().port()).isEqualTo(18095);
        file("conf/config.yaml", "redis: ~\nlog_level: null\nport: 18095\nhost: \"null\"\n");
        assertThat(load().http().port()).isEqualTo(18095);
        assertThat(load().http().host()).as("in quotes it is a text").isEqualTo("null");
        file("conf/config.yaml", "redi:\nDevice:\n");
        assertThat(fault()).contains("2 faults", "redi: there is no such setting", "Device: there is no such setting");
    }

    @Test
    void aVariableThatTheLocaleHasSpoiltIsAFaultThatNamesItsTwin() throws Exception {
        environment.put("WXAUTH_CLIENTS", "shop:\uFFFD\uFFFD\uFFFD:introspect");
        environment.put("WXAUTH_APPS", "wxa:\uFFFD");
        assertThat(fault())
                .contains("2 faults", "WXAUTH_CLIENTS: has lost characters", "name that by WXAUTH_CLIENTS_FILE")
                .contains("name that by WXAUTH_APPS_FILE");
        environment.remove("WXAUTH_CLIENTS");
        environment.put(
                "WXAUTH_CLIENTS_FILE", file("clients", "shop:密码:introspect").toString());
        environment.put("WXAUTH_APPS", "wxa:1");
        assertThat(load().clients().get().find("shop").orElseThrow().secrets()).containsExactly(new Secret("密码"));
    }

    @Test
    void eachAppHasAKindAndAnOpenPlatformAccount() throws Exception {
        environment.put("WXAUTH_APPS", "wxa:1,wxb:2");
        environment.put("WXAUTH_APP_KINDS", " wxb = website ");
        environment.put("WXAUTH_OPEN_PLATFORMS", "wxb=Other.one");
        assertThat(load().apps().get().all())
                .containsExactlyInAnyOrder(
                        new App("wxa", AppKind.MINIPROGRAM, "main"), new App("wxb", AppKind.WEBSITE, "Other.one"));
    }

    @Test
    void valuesOfTheFileStayTheTextTheyAre() throws Exception {
        environment.remove("WXAUTH_APPS");
        file("conf/config.yaml", "apps: wxa:0123\nclients: svc:12:introspect\naudience: 0x1F\n");
        Configuration configuration = load();
        assertThat(configuration.apps().get().secrets().get("wxa")).containsExactly(new Secret("0123"));
        assertThat(configuration.token().audience()).isEqualTo("0x1F");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WXAUTH_PORT|65536",
                "WXAUTH_PORT|-1",
                "WXAUTH_MANAGEMENT_PORT|8080",
                "WXAUTH_APPS|wxa",
                "WXAUTH_APPS|wxa:",
                "WXAUTH_APPS|wx a:secret",
                "WXAUTH_APPS|wxa:1,wxa:2,wxa:3",
                "WXAUTH_APP_KINDS|wx0123456789abcdef",
                "WXAUTH_APP_KINDS|wx0123456789abcdef=Website",
                "WXAUTH_APP_KINDS|wx0123456789abcdef=app",
                "WXAUTH_APP_KINDS|wx0123456789abcdef=website,wx0123456789abcdef=website",
                "WXAUTH_APP_KINDS|wxunserved=website",
                "WXAUTH_OPEN_PLATFORMS|wx0123456789abcdef",
                "WXAUTH_OPEN_PLATFORMS|wx0123456789abcdef=",
                "WXAUTH_OPEN_PLATFORMS|wx0123456789abcdef=a b",
                "WXAUTH_OPEN_PLATFORMS|wx0123456789abcdef=a,wx0123456789abcdef=b",
                "WXAUTH_OPEN_PLATFORMS|wxunserved=a",
                "WXAUTH_WECHAT_URLS|ftp://x",
                "WXAUTH_WECHAT_URLS|http://x?y",
                "WXAUTH_WECHAT_TIMEOUT|4",
                "WXAUTH_WECHAT_TIMEOUT|0s",
                "WXAUTH_BREAKER_FAILURES|0",
                "WXAUTH_REDIS_URL|http://x",
                "WXAUTH_REDIS_URL|redis://a:1,redis://b:1",
                "WXAUTH_REDIS_URL|redis://h:99999",
                "WXAUTH_REDIS_URL|redis://h:1/abc",
                "WXAUTH_REDIS_URL|redis://:pass/word@h:1",
                "WXAUTH_REDIS_URL|redis://h/0/1",
                "WXAUTH_REDIS_URL|redis:host:6379",
                "WXAUTH_REDIS_URL|redis:",
                "WXAUTH_REDIS_TYPE|single",
                "WXAUTH_REDIS_PREFIX|{x}",
                "WXAUTH_REDIS_SENTINEL_PASSWORD|secret",
                "WXAUTH_REDIS_WAIT_REPLICAS|-1",
                "WXAUTH_REDIS_WAIT_REPLICAS|all",
                "WXAUTH_ISSUER|http://auth.example.com",
                "WXAUTH_ISSUER|https://auth.example.com/",
                "WXAUTH_ISSUER|https://auth.example.com/path",
                "WXAUTH_ISSUER|https://auth.example.com?a=b",
                "WXAUTH_ISSUER|https://auth.example.com#a",
                "WXAUTH_ISSUER|https://user@auth.example.com",
                "WXAUTH_ISSUER|auth.example.com",
                "WXAUTH_ACCESS_TTL|2 hours",
                "WXAUTH_ACCESS_TTL|10ms",
                "WXAUTH_SKEY_TTL|99999999d",
                "WXAUTH_MAX_SESSIONS|0",
                "WXAUTH_CLIENTS|a:b",
                "WXAUTH_CLIENTS|a:b:everything",
                "WXAUTH_CLIENTS|a:b:revoke,a:c:introspect",
                "WXAUTH_CLIENTS|a:b:",
                "WXAUTH_SIGNING_KEYS|{}",
                "WXAUTH_SIGNING_KEYS|[]",
                "WXAUTH_SIGNING_KEYS|{\"keys\":[]}",
                "WXAUTH_SIGNING_KEYS|{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "WXAUTH_SIGNING_KEYS|{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}]}",
                "WXAUTH_MASTER_KEYS|k1",
                "WXAUTH_MASTER_KEYS|k1:AAAA",
                "WXAUTH_MASTER_KEYS|k.1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "WXAUTH_RATE_LIMIT|many",
                "WXAUTH_TRUSTED_PROXIES|10.0.0.0/33",
                "WXAUTH_TRUSTED_PROXIES|proxy.example.com",
                "WXAUTH_DRAIN_DELAY|-1s",
                "WXAUTH_IDLE_TIMEOUT|0s",
                "WXAUTH_IDLE_TIMEOUT|300",
            })
    void aBadValueIsAFaultThatNamesTheSetting(String variable, String value) {
        environment.put(variable, value);
        assertThat(fault()).contains("1 fault:", variable + ": ");
    }

    /** The second and the last entry of each are no good, for reasons of their own; the others are. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WXAUTH_APPS|wxa:1,hunter2,wxb:2,wxa:2,wxa:hunter2|must be a comma list|more than two secrets",
                "WXAUTH_APP_KINDS|wx0123456789abcdef=website,hunter2,wx0123456789abcdef=website|must be|twice",
                "WXAUTH_APP_KINDS|wx0123456789abcdef=website,hunter2=mobile,hunter2=x|is not in|must be",
                "WXAUTH_OPEN_PLATFORMS|wx0123456789abcdef=a,hunter2=b,wx0123456789abcdef=hunter2|is not in|twice",
                "WXAUTH_WECHAT_URLS|http://a,ftp://hunter2,http://b,http://b?hunter2|must be|must be",
                "WXAUTH_REDIS_URL|redis://a,redis://:hunter2/@b,redis://:hunter2^@b|must be|cannot be read",
                "WXAUTH_CLIENTS|a:1:revoke,hunter2,a::device,b:hunter2:hunter2|must be|scope that does not exist",
                "WXAUTH_CLIENTS|a:1:revoke,a:hunter2:introspect,a:3:revoke,a:hunter2:revoke|scopes|more than two",
                "WXAUTH_TRUSTED_PROXIES|10.0.0.0/8,hunter2,::1,10.0.0.0/33|must be|prefix length",
                "WXAUTH_LOG_LEVEL|info,hunter2,a=debug,io.vertx.redis=debug|must be|secrets",
            })
    void everyBadEntryOfAListIsTold(String variable, String value, String second, String last) {
        environment.put(variable, value);
        int entries = value.split(",").length;
        assertThat(fault())
                .containsPattern(variable + ": .*" + second + ".* \\(entry 2\\)\n")
                .containsPattern(variable + ": .*" + last + ".* \\(entry " + entries + "\\)$")
                .doesNotContain("hunter2");
    }

    @Test
    void everyBadKeyIsTold() {
        String key = TestSettings.masterKey();
        environment.put("WXAUTH_MASTER_KEYS", "k1:" + key + ",k2:hunter2,k1:" + key + ",hunter2");
        String jwk = TestSettings.signingKey().toJSONString();
        environment.put("WXAUTH_SIGNING_KEYS", "{\"keys\":[" + jwk + ",{\"kty\":\"hunter2\"}," + jwk + ",1]}");
        assertThat(fault())
                .contains("6 faults:")
                .contains("WXAUTH_MASTER_KEYS: has a key that is not base64 of 32 bytes (entry 2)")
                .contains("WXAUTH_MASTER_KEYS: names one key id twice (entry 3)")
                .contains("WXAUTH_MASTER_KEYS: must be a comma list of kid:base64 of 32 bytes (entry 4)")
                .contains("WXAUTH_SIGNING_KEYS: has a key that is not EC P-256, RSA or OKP Ed25519 (entry 2)")
                .contains("WXAUTH_SIGNING_KEYS: has the same key twice (entry 3)")
                .contains("WXAUTH_SIGNING_KEYS: has a key that is not a JSON object (entry 4)")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example.com",
                "https://auth.example.com:8443",
                "http://localhost:8080",
                "http://127.0.0.1:1",
                "http://[::1]:8080"
            })
    void goodIssuersAreTaken(String issuer) throws ConfigException {
        environment.put("WXAUTH_ISSUER", issuer);
        assertThat(load().token().issuer()).isEqualTo(issuer);
    }

    @Test
    void aKeyWhosePartsDoNotFitIsAFault() {
        String mixed = TestSettings.signingKey()
                .toJSONString()
                .replaceFirst(
                        "\"d\":\"[^\"]*\"",
                        "\"d\":\"" + TestSettings.signingKey().toECKey().getD() + "\"");
        environment.put("WXAUTH_SIGNING_KEYS", "{\"keys\":[" + mixed + "]}");
        assertThat(fault()).contains("WXAUTH_SIGNING_KEYS", "do not fit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"x\":\"|\"x\":\"=",
                "\"x\":\"([^\"]*)\"|\"x\":\"$1=\"",
                "\"x\":\"([^\"]*)\"|\"x\":\"$1 \"",
                "\"kty\":|\"use\":\"enc\",\"kty\":",
            })
    void aKeyThatIsNotWrittenAsTheStandardWantsItIsAFault(String part, String otherwise) {
        String key = TestSettings.signingKey().toJSONString();
        environment.put("WXAUTH_SIGNING_KEYS", "{\"keys\":[" + key.replaceFirst(part, otherwise) + "]}");
        assertThat(fault()).contains("1 fault:", "WXAUTH_SIGNING_KEYS: has a key whose ");
    }

    /** Java's own big numbers begin with a zero byte. */
    @Test
    void anRsaKeyWithALeadingZeroIsAFault() throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048).generate();
        byte[] signed = key.getModulus().decodeToBigInteger().toByteArray();
        String padded = key.toJSONString()
                .replace(key.getModulus().toString(), Base64URL.encode(signed).toString());
        environment.put("WXAUTH_SIGNING_KEYS", "{\"keys\":[" + padded + "]}");
        assertThat(signed[0]).isZero();
        assertThat(fault()).contains("WXAUTH_SIGNING_KEYS: has a key whose public part");
    }

    @Test
    void theFirstSigningKeyMustBePrivateAndOthersMayBePublic() throws ConfigException {
        String first = TestSettings.signingKey().toJSONString();
        String second = TestSettings.signingKey().toPublicJWK().toJSONString();
        environment.put("WXAUTH_SIGNING_KEYS", "{\"keys\":[" + second + "," + first + "]}");
        assertThat(fault()).contains("private part of its first key");
        environment.put("WXAUTH_SIGNING_KEYS", "{\"keys\":[" + first + "," + second + "]}");
        assertThat(load().token().signingKeys().get().keys()).hasSize(2);
    }

    @Test
    void twoSecretsOfOneNameAreBothKept() throws ConfigException {
        environment.put("WXAUTH_APPS", "wxa:1,wxb:2,wxa:3");
        environment.put("WXAUTH_CLIENTS", "svc:1:users:read+revoke,svc:2:revoke+users:read");
        Configuration configuration = load();
        assertThat(configuration.apps().get().secrets().get("wxa")).containsExactly(new Secret("1"), new Secret("3"));
        assertThat(configuration.clients().get().find("svc").orElseThrow().secrets())
                .hasSize(2);
        assertThat(configuration.clients().get().find("svc").orElseThrow().scopes())
                .containsExactlyInAnyOrder("users:read", "revoke");
    }

    @Test
    void sentinelsMayHaveAPasswordOfTheirOwn() throws Exception {
        Path password = file("password", "hunter4");
        environment.put("WXAUTH_REDIS_SENTINEL_PASSWORD_FILE", password.toString());
        assertThat(fault()).contains("1 fault:", "WXAUTH_REDIS_SENTINEL_PASSWORD: ", "WXAUTH_REDIS_TYPE");
        environment.put("WXAUTH_REDIS_TYPE", "sentinel");
        Configuration configuration = load();
        assertThat(configuration.reloadables()).contains(configuration.redis().sentinelPassword());
        assertThat(configuration.redis().sentinelPassword().get()).hasValue(new Secret("hunter4"));
        assertThat(String.valueOf(configuration.redis().sentinelPassword().get()))
                .doesNotContain("hunter4");
    }

    @Test
    void nothingPrintsASecret() throws ConfigException {
        environment.put("WXAUTH_CLIENTS", "svc:hunter2:revoke");
        environment.put("WXAUTH_REDIS_URL", "redis://:hunter3@localhost");
        Configuration configuration = load();
        assertThat(String.valueOf(configuration.apps().get())).doesNotContain(TestSettings.APP_SECRET);
        assertThat(String.valueOf(configuration.clients().get())).doesNotContain("hunter2");
        assertThat(String.valueOf(configuration.redis().endpoints().get())).doesNotContain("hunter3");
        assertThat(String.valueOf(configuration.token().signingKeys().get())).doesNotContain("\"d\"");
        assertThat(String.valueOf(configuration.masterKeys().get())).contains("k1=***");
    }
}
