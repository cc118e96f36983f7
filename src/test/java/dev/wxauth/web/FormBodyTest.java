package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wxauth.error.Fault;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a form, of which each character here is a byte. */
class FormBodyTest {
    private static final String NI_HAO = "\u00e4\u00bd\u00a0";

    private static Optional<FormBody> decode(String bytes) {
        return FormBody.decode(Buffer.buffer(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource({
        "a+b%20c, a b c",
        "%e4%bd%a0, 你",
        NI_HAO + ", 你",
        "\u00e4%bd\u00a0+x, 你 x",
        "%EF%BF%BD, \uFFFD",
        "%f0%9f%98%80, 😀",
    })
    void whatIsUtf8IsReadHoweverItComes(String value, String text) {
        assertThat(decode("a=" + value).orElseThrow().optional("a")).hasValue(text);
        assertThat(decode(value + "=x").orElseThrow().optional(text)).hasValue("x");
    }

    /** Wrong bytes, a character cut off, a surrogate, longer than need be, beyond Unicode. */
    @ParameterizedTest
    @ValueSource(
            strings = {"%ff%fe", "x%e4%bd", "%ed%a0%80", "%c0%af", "%f4%90%80%80", "\u00ff", "\u00e4\u00bd", "\u00e4%bd"
            })
    void whatIsNotUtf8IsRefused(String value) {
        FormBody form = decode("a=" + value + "&b=x").orElseThrow();
        assertThat(form.optional("b")).hasValue("x");
        assertThatThrownBy(() -> form.optional("a"))
                .isInstanceOf(Fault.InvalidRequest.class)
                .hasMessageContaining("The parameter a is not UTF-8");
        assertThat(decode("b=x&" + value + "=x")).isEmpty();
    }

    @Test
    void aFormMayBeEmpty() {
        assertThat(decode("").orElseThrow().optional("a")).isEmpty();
    }
}
