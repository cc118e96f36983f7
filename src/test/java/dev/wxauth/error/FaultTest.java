package dev.wxauth.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultTest {
    /** These tell what another fault does. */
    private static final Set<String> TELL_ANOTHER = Set.of("Repeated", "Retold");

    private final Fault busy = Fault.TemporarilyUnavailable.wechat(
            45009, Duration.ofSeconds(60), Background.of("too often").with("rid", "a-rid"));

    /** Several requests may wait for the same step, and be told the same fault. */
    @Test
    void whatOneRequestMakesOfAFaultChangesNothingForAnother() {
        Fault unsent = busy.beforeSending();
        assertThat(unsent.unsent()).isTrue();
        assertThat(busy.unsent()).isFalse();
    }

    @Test
    void aFaultBeforeSendingIsTheSameToTheCallerAndToTheLog() {
        Fault unsent = busy.beforeSending();
        assertThat(unsent.status()).isEqualTo(503);
        assertThat(unsent.error()).isEqualTo("temporarily_unavailable");
        assertThat(unsent.description()).isEqualTo(busy.description());
        assertThat(unsent.wechatErrcode()).hasValue(45009);
        assertThat(unsent.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(unsent.background()).isEqualTo(busy.background());
    }

    @Test
    void adviceIsOfTheRouteOnlyWhereWeChatGaveNoUsableAnswer() {
        assertThat(new Fault.UpstreamTimeout("late").advising("ask again.").description())
                .isEqualTo("WeChat did not answer in time: ask again.");
        assertThat(new Fault.UpstreamError("no").beforeSending().advising("ask again."))
                .extracting(Fault::description, Fault::unsent)
                .containsExactly("WeChat gave no usable answer: ask again.", true);
        assertThat(busy.advising("ask again.")).isSameAs(busy);
    }

    @Test
    void eachClassIsLookedAt() {
        assertThat(Fault.class.getPermittedSubclasses())
                .filteredOn(type -> !TELL_ANOTHER.contains(type.getSimpleName()))
                .filteredOn(type -> EachFault.all().stream().noneMatch(type::isInstance))
                .as("not in EachFault")
                .isEmpty();
    }

    @Test
    void eachHasItsRowInTheContract() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/site/markdown/contract.md")).stream()
                .filter(line -> line.startsWith("| "))
                .toList();
        assertThat(EachFault.all())
                .filteredOn(fault -> rows.stream().noneMatch(row -> isOf(fault, row)))
                .extracting(fault -> fault.status() + " " + fault.error())
                .as("not in the table of errors in contract.md")
                .isEmpty();
    }

    /** The token endpoint's own errors have a table of their own, which has no statuses. */
    private static boolean isOf(Fault fault, String row) {
        return row.contains("`" + fault.error() + "`")
                && (fault instanceof Fault.TokenRefused
                        || row.split("\\|", -1)[1].contains(Integer.toString(fault.status())));
    }
}
