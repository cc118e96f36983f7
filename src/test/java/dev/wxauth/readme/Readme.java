package dev.wxauth.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The blocks of code in the README, each with what stands before it. */
final class Readme {
    private static final Pattern BLOCK =
            Pattern.compile("(?:^<!-- not run: (.+) -->\n)?^```(.*)\n((?:(?!```).*\n)*)^```$", Pattern.MULTILINE);

    private static final Path ENGLISH = Path.of("README.md");

    private Readme() {}

    /**
     * One block.
     *
     * @param language what stands behind its fence
     * @param text what it holds
     * @param notRun why no test runs it, or null: the comment on the line before it
     * @param before the paragraph before it
     */
    record Block(String language, String text, String notRun, String before) {
        boolean isRun() {
            return language.equals("sh") && notRun == null;
        }
    }

    /** All of them, from top to bottom. */
    static List<Block> blocks() {
        return blocks(ENGLISH);
    }

    /** All of another page of the kind. */
    static List<Block> blocks(Path page) {
        String text = text(page);
        Matcher matcher = BLOCK.matcher(text);
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            String before = text.substring(0, matcher.start()).stripTrailing();
            String paragraph = before.substring(before.lastIndexOf("\n\n") + 1);
            blocks.add(new Block(matcher.group(2), matcher.group(3), matcher.group(1), paragraph));
        }
        return blocks;
    }

    /** The blocks of one language. */
    static Stream<Block> blocks(String language) {
        return blocks().stream().filter(block -> block.language().equals(language));
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
