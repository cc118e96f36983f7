package dev.wxauth.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page for whoever is woken. */
record Runbook(String text) {
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern QUERY_BLOCK = Pattern.compile("(?s)```promql\n(.*?)```");

    /** A query within a line: of a metric, or of an aggregation over one. */
    private static final Pattern QUERY_CODE =
            Pattern.compile("`((?:sum|count|max)[ (][^`]+|(?:wxauth|http_server|jvm|process)_[^`]+)`");

    private static final Pattern LINK = Pattern.compile("]\\(#([^)]+)\\)");

    static Runbook read() {
        return new Runbook(Manifests.text(Path.of("src/site/markdown/runbook.md")));
    }

    List<String> headings() {
        return found(HEADING, text).toList();
    }

    List<String> alerts() {
        return headings().stream()
                .filter(heading -> heading.startsWith("Wxauth"))
                .toList();
    }

    /** What a link may lead to, as the readers of Markdown make it of the headings. */
    List<String> anchors() {
        return headings().stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();
    }

    List<String> links() {
        return found(LINK, text).toList();
    }

    List<Query> queries() {
        return Stream.concat(
                        found(QUERY_BLOCK, text),
                        found(QUERY_CODE, QUERY_BLOCK.matcher(text).replaceAll("")))
                .map(Query::new)
                .toList();
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }
}
