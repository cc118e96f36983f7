package dev.wxauth.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.development.RespReader.Refused;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections cut what passes wherever they like. */
class RespReaderTest {
    private static final String BYTES =
            "*2\r\n$3\r\nGET\r\n$4\r\né\r\n\r\n:7\r\n+OK\r\n-NOSCRIPT No script\r\n$-1\r\n_\r\n%1\r\n+a\r\n*0\r\n$0\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void valuesAreWholeHoweverTheyCome(int length) {
        List<Object> values = new ArrayList<>();
        RespReader reader = new RespReader(values::add);
        Buffer bytes = Buffer.buffer(BYTES);
        for (int at = 0; at < bytes.length(); at += length) {
            reader.take(bytes.getBuffer(at, Math.min(bytes.length(), at + length)));
        }
        assertThat(values)
                .containsExactly(
                        List.of("GET", "é\r\n"),
                        "7",
                        "OK",
                        new Refused("NOSCRIPT No script"),
                        null,
                        null,
                        List.of("a", List.of()),
                        "");
    }
}
