package dev.wxauth.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTest {
    private final Ticket ticket = Ticket.random(new Random(1));
    private final String letters = ticket.userCode().replace("-", "");

    private String halves(String between) {
        return letters.substring(0, 4) + between + letters.substring(4);
    }

    /** Hyphens, dashes, a minus and a long vowel; blanks beyond ASCII; what nobody sees. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                '\t', 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63, 0xFF0D, 0x30FC, 0xFF70, 0xA0,
                0x2003, 0x202F, 0x3000, 0x2028, 0x200B, 0xFEFF, 0xAD
            })
    void whateverStandsBetweenTheLettersIsNothing(int between) {
        assertThat(ticket.shows(halves(Character.toString(between)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ".", "_", "x", "\u4E00", "\u0300"})
    void whatIsNeitherBlankNorDashIsSomething(String between) {
        assertThat(ticket.shows(halves(between))).isFalse();
    }

    /** Marks that have to be put in order take the library long. */
    @Test
    void whatIsFarTooLongIsNoCode() {
        assertThat(ticket.shows(halves("-".repeat(56)))).isTrue();
        assertThat(ticket.shows(halves("-".repeat(57)))).isFalse();
        assertThat(ticket.shows("\u0300\u0316".repeat(15_000))).isFalse();
    }
}
