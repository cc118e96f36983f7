package dev.wxauth.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "AA", "-_8", "AAAA"})
    void eachTextIsTheOnlyOneOfItsBytes(String text) {
        assertThat(Base64Url.decode(text)).map(Base64Url::encode).hasValue(text);
    }

    /** Some of which the JDK's decoder takes. */
    @ParameterizedTest
    @ValueSource(strings = {"A", "AB", "AA==", "AA=", "-_9", "AA\n", "+/8", "A A", "é"})
    void everyOtherIsNone(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
    }
}
