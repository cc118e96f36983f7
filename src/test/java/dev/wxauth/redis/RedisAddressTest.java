package dev.wxauth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.settings.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "redis://host|none|none",
                "redis://user@host|none|none",
                "redis://:ab+cd@host|none|ab+cd",
                "redis://:ab%2Bcd%20%2F%40@host|none|ab+cd /@",
                "redis://us+er:a:b@host:1/2|us+er|a:b",
                "redis://us%3Aer:%E5%AF%86@host|us:er|密",
            })
    void userAndPasswordArePercentDecoded(String url, String user, String password) {
        Optional<RedisAddress.Login> login = RedisAddress.of(new Secret(url)).login();
        assertThat(login.flatMap(RedisAddress.Login::user)).isEqualTo(Optional.ofNullable(user));
        assertThat(login.map(RedisAddress.Login::password))
                .isEqualTo(Optional.ofNullable(password).map(Secret::new));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://:pw@host, redis://host:6379, host:6379",
        "redis://host:7000/, redis://host:7000, host:7000",
        "rediss://u:pw@host:7000/15, rediss://host:7000/15, host:7000",
        "rediss://u:pw@[::1]:7000, rediss://[::1]:7000, [::1]:7000",
    })
    void whatIsShownHoldsNoPassword(String url, String bare, String name) {
        RedisAddress address = RedisAddress.of(new Secret(url));
        assertThat(address.url()).isEqualTo(bare);
        assertThat(address.name()).isEqualTo(name);
        assertThat(address.toString()).doesNotContain("pw");
    }

    @Test
    void aSentinelIsGreetedByItselfAndItsMasterAsTheUrlSays() {
        RedisAddress url = RedisAddress.of(new Secret("rediss://u:pw@sentinel:26379/3"));
        RedisAddress sentinel = url.asSentinel(Optional.of(new Secret("own")));
        assertThat(sentinel.url()).isEqualTo("rediss://sentinel:26379");
        assertThat(sentinel.login()).hasValue(new RedisAddress.Login(Optional.empty(), new Secret("own")));
        assertThat(url.asSentinel(Optional.empty()).login()).isEqualTo(url.login());
        RedisAddress master = url.at("fd00::7", 6380);
        assertThat(master.url()).isEqualTo("rediss://[fd00::7]:6380/3");
        assertThat(master.login()).isEqualTo(url.login());
    }
}
