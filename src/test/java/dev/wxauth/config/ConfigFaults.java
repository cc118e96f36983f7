package dev.wxauth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wxauth.support.TestSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A configuration that is complete, until a test spoils it. */
final class ConfigFaults {
    private final Map<String, String> environment = TestSettings.create("redis://localhost:6379", "http://localhost:1");
    private final Path directory;

    ConfigFaults(Path directory) {
        this.directory = directory;
    }

    ConfigFaults with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    ConfigFaults without(String variable) {
        environment.remove(variable);
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Each fault that stops the start; anything else that is thrown fails the test. */
    List<String> list() {
        Throwable failure = catchThrowable(() -> ConfigLoader.load(environment, directory));
        assertThat(failure).isInstanceOf(ConfigException.class);
        return failure.getMessage()
                .lines()
                .skip(1)
                .map(line -> line.replaceFirst("^ {2}- ", ""))
                .toList();
    }
}
