package dev.wxauth.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Chinese README says what the English one says, which is the one that is pasted: whoever changes one changes both. */
class TranslationTest {
    private static final Path ENGLISH = Path.of("README.md");
    private static final Path CHINESE = Path.of("README.zh-CN.md");

    private static final Pattern HEADING = Pattern.compile("^(#+) ", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\|.*\\|$", Pattern.MULTILINE);
    private static final Pattern ITEM = Pattern.compile("^\\* ", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`[^`]+`");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern LINK = Pattern.compile("]\\((?!#)([^)]+)\\)");

    @Test
    void everyBlockIsThereByteForByte() {
        assertThat(code(CHINESE)).isEqualTo(code(ENGLISH)).hasSizeGreaterThan(25);
    }

    private static List<String> code(Path page) {
        return Readme.blocks(page).stream()
                .map(block -> block.notRun() + " " + block.language() + "\n" + block.text())
                .toList();
    }

    @Test
    void theTextBeforeABlockNamesTheSameStatusesAndQuotesTheSame() {
        Pattern said = Pattern.compile("`(?:[1-5]\\d\\d|\\{[^`]*})`");
        assertThat(before(CHINESE, said)).isEqualTo(before(ENGLISH, said)).anyMatch(found -> !found.isEmpty());
    }

    private static List<List<String>> before(Path page, Pattern pattern) {
        return Readme.blocks(page).stream()
                .map(block -> found(pattern, block.before(), 0))
                .toList();
    }

    @Test
    void everyPartAndEveryPointOfAListIsThere() {
        assertThat(found(HEADING, prose(CHINESE), 1))
                .isEqualTo(found(HEADING, prose(ENGLISH), 1))
                .hasSizeGreaterThan(10);
        assertThat(found(ITEM, prose(CHINESE), 0)).hasSameSizeAs(found(ITEM, prose(ENGLISH), 0));
    }

    /** Names, defaults and measures; a setting that one page lacks is seen here. */
    @Test
    void everyRowOfATableSaysTheSame() {
        List<String> english = found(ROW, prose(ENGLISH), 0);
        List<String> chinese = found(ROW, prose(CHINESE), 0);
        assertThat(chinese.stream().map(TranslationTest::facts).toList())
                .isEqualTo(english.stream().map(TranslationTest::facts).toList())
                .hasSizeGreaterThan(40);
    }

    private static List<Object> facts(String row) {
        String[] cells = row.split("\\|", -1);
        String name = cells[1].startsWith(" `") ? cells[1] : "";
        return List.of(cells.length, name, new TreeSet<>(found(NUMBER, row, 0)));
    }

    @Test
    void everyNameInTheTextIsThere() {
        assertThat(new TreeSet<>(found(CODE, prose(CHINESE), 0)))
                .containsAll(found(CODE, prose(ENGLISH).replaceAll("(?m)^\\|.*\\|$", ""), 0));
    }

    @Test
    void theyLinkToTheSamePagesAndToEachOther() {
        assertThat(found(LINK, prose(ENGLISH), 1)).startsWith("README.zh-CN.md");
        assertThat(found(LINK, prose(CHINESE), 1)).startsWith("README.md");
        assertThat(links(CHINESE)).isEqualTo(links(ENGLISH)).allMatch(link -> Files.exists(Path.of(link)));
    }

    /** Each to its own language, where there are two. */
    private static List<String> links(Path page) {
        return found(LINK, prose(page), 1).stream()
                .map(link -> link.replace(".zh-CN", ""))
                .toList();
    }

    private static String prose(Path page) {
        try {
            return Files.readString(page).replaceAll("(?ms)^```.*?^```$", "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(match -> match.group(group)).toList();
    }
}
