package dev.wxauth.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelsTest {
    private final LoggerContext logs = new LoggerContext();

    private Level of(String logger) {
        return logs.getLogger(logger).getEffectiveLevel();
    }

    @Test
    void oneLevelIsForAllAndOthersForSome() {
        LogLevels.parse(" Warn , dev.wxauth.redis=debug").apply(logs);
        assertThat(of("dev.wxauth.web.Gate")).isEqualTo(Level.WARN);
        assertThat(of("access")).isEqualTo(Level.WARN);
        assertThat(of("dev.wxauth.redis.RedisLink")).isEqualTo(Level.DEBUG);
    }

    @Test
    void theNextOnesTakeTheirPlaceWhole() {
        LogLevels.parse("info,dev.wxauth.redis=debug,access=error").apply(logs);
        LogLevels.parse("error").apply(logs);
        assertThat(of("dev.wxauth.redis.RedisLink")).isEqualTo(Level.ERROR);
        LogLevels.parse("info").apply(logs);
        assertThat(of("access")).isEqualTo(Level.INFO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "info,audit=error"})
    void nothingSilencesTheAuditTrail(String setting) {
        LogLevels.parse(setting).apply(logs);
        assertThat(of("audit")).isEqualTo(Level.INFO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace", "trace,io.vertx=trace"})
    void librariesThatWouldShowSecretsStayQuiet(String setting) {
        LogLevels.parse(setting).apply(logs);
        assertThat(of("io.vertx.redis.client.impl.RedisStandaloneConnection")).isEqualTo(Level.OFF);
        assertThat(of("io.vertx.ext.web.impl.RouterImpl")).isEqualTo(Level.INFO);
        assertThat(of("io.vertx.core.impl.ContextImpl")).isEqualTo(Level.TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "loud",
                "dev.wxauth=debug",
                "info,warn",
                "info,=debug",
                "info,a b=debug",
                "info,a=",
                "off",
                "info,io.vertx.redis=debug",
                "info,io.vertx.redis.client=trace",
                "info,a=debug,a=info"
            })
    void anythingElseIsAFault(String setting) {
        assertThatThrownBy(() -> LogLevels.parse(setting)).isInstanceOf(IllegalArgumentException.class);
    }
}
