package dev.wxauth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:0201, 192.0.2.1",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:DB8:0::a, 2001:db8::a",
    })
    void anAddressHasOneFormHoweverItIsWritten(String text, String form) {
        assertThat(IpAddress.parse(text)).map(IpAddress::text).hasValue(form);
        assertThat(IpAddress.parse(text)).isEqualTo(IpAddress.parse(form));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe80::1%eth0", "fe80::1%2"})
    void aZoneIsLeftOutOfWhatASocketTellsAndElseThereIsNone(String text) {
        assertThat(IpAddress.parseWithZone(text)).map(IpAddress::text).hasValue("fe80::1");
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "256.0.0.1",
                "1.2.3.4 ",
                "1.2.3.4:80",
                ":::",
                "g::1",
                "unknown"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.200, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::1, 2001:db8::1, true",
        "2001:db8::1, 2001:db8::2, false",
        "fd00::/8, ff02::1, false",
        "0.0.0.0/0, 198.51.100.1, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 198.51.100.1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
    })
    void aBlockHoldsWhatSharesItsLeadingBits(String block, String address, boolean held) {
        assertThat(IpAddress.block(block)
                        .matches(new InetSocketAddress(IpAddress.parse(address).orElseThrow(), 0)))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "::/129",
                "example.com/8",
                "10.0.0.0/ 8",
                "10.0.0.256",
                "fe80::1%eth0/64",
                "fe80::1%2"
            })
    void whatIsNoBlockIsRefused(String text) {
        assertThatThrownBy(() -> IpAddress.block(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void maskingKeepsTheLeadingBits() {
        InetAddress address = IpAddress.parse("2001:db8:1:2:3:4:5:6").orElseThrow();
        assertThat(IpAddress.network(address, 8)).isEqualTo("2001:db8:1:2::");
        assertThat(IpAddress.network(address, 16)).isEqualTo("2001:db8:1:2:3:4:5:6");
        assertThat(IpAddress.network(address, 0)).isEqualTo("::");
    }
}
