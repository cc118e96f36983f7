package dev.wxauth.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.app.Apps;
import dev.wxauth.redis.RedisEndpoints;
import dev.wxauth.support.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that change while the service serves, some of them for the worse. */
class SecretFilesTest {
    @TempDir
    Path directory;

    private final LogCapture log = LogCapture.of(SecretFiles.class);
    private final List<String> refused = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();

    @AfterEach
    void stopListening() {
        log.close();
    }

    private <T> Reloadable<T> setting(String name, String content, Function<String, T> parser) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        return Reloadable.of(new SettingText(Setting.APPS, name, content, file), parser, parser.apply(content));
    }

    private void refresh(Reloadable<?>... settings) {
        new SecretFiles(List.of(settings), () -> {}, new Listener()).refreshUnlessFresh();
    }

    private final class Listener implements ReloadListener {
        @Override
        public void taken(Reloadable<?> setting) {
            taken.add(setting.name());
        }

        @Override
        public void refused(Reloadable<?> setting) {
            refused.add(setting.name());
        }
    }

    private void change(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis:hunter2:6379", "redis://:hunter2@", "redis://h:1/hunter2", "hunter2", "redis:", "%"})
    void aBadChangeIsLoggedAndCountedAndTheFilesAfterItAreRead(String bad) throws IOException {
        Reloadable<RedisEndpoints> first = setting("redis", "redis://one:6379", RedisEndpoints::parse);
        Reloadable<Apps> second = setting("apps", "wxa:1", Apps::parse);
        change("redis", bad);
        change("apps", "wxb:2");
        refresh(first, second);
        refresh(first, second);
        assertThat(first.get().urls()).containsExactly(new Secret("redis://one:6379"));
        assertThat(second.get().secrets()).containsOnlyKeys("wxb");
        assertThat(refused).containsExactly("redis");
        assertThat(taken).containsExactly("apps");
        assertThat(log.messages())
                .hasSize(2)
                .anyMatch(line -> line.contains("redis changed and was refused"))
                .noneMatch(line -> line.contains("hunter2"));
    }

    /** What no parser should throw is a fault like any other, and its message is not to be trusted. */
    @Test
    void whateverAParserThrowsIsAFault() throws IOException {
        Reloadable<Integer> first = setting("number", "1", Integer::valueOf);
        Reloadable<Integer> second = setting("length", "one", text -> "hunter2".length() / (text.length() - 4));
        Reloadable<Apps> third = setting("apps", "wxa:1", Apps::parse);
        change("number", "hunter2");
        change("length", "four");
        change("apps", "wxb:2");
        refresh(first, second, third);
        assertThat(third.get().secrets()).containsOnlyKeys("wxb");
        assertThat(refused).containsExactly("number", "length");
        assertThat(log.messages())
                .anyMatch(line -> line.contains("cannot be read (NumberFormatException)"))
                .anyMatch(line -> line.contains("cannot be read (ArithmeticException)"))
                .noneMatch(line -> line.contains("hunter2"));
    }
}
