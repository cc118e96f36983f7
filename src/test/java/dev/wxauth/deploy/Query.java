package dev.wxauth.deploy;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A query of Prometheus, and what it names. It knows as much of the language as our queries use: no brace in a string. */
record Query(String text) {
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

    /** Ranges and offsets. */
    private static final Pattern TIME = Pattern.compile("\\[[^]]*]|\\boffset\\s+\\w+");

    /** A name with what it selects, or a function with its bracket. */
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.$\"])([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{([^}]*)}|(\\())?");

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

    /** What is asked of one label. */
    record Wanted(String label, String operator, String value) {
        private boolean isExpression() {
            return operator.endsWith("~");
        }

        /** The values that it speaks of; each may be an expression. */
        Stream<String> values() {
            return isExpression() ? Stream.of(value.split("\\|")) : Stream.of(value);
        }

        /** Whether one of them means what was seen. */
        boolean means(String one, String seen) {
            return isExpression() ? seen.matches(one) : seen.equals(one);
        }
    }

    /** One metric, and what is asked of its labels. */
    record Selector(String metric, List<Wanted> wanted) {}

    List<Selector> selectors() {
        return NAME.matcher(without(TIME, without(GROUPING, text)))
                .results()
                .filter(name -> name.group(3) == null && !WORDS.contains(name.group(1)))
                .map(Query::selector)
                .toList();
    }

    private static Selector selector(MatchResult name) {
        String braces = name.group(2) == null ? "" : name.group(2);
        return new Selector(
                name.group(1),
                LABEL.matcher(braces)
                        .results()
                        .map(label -> new Wanted(label.group(1), label.group(2), label.group(3)))
                        .toList());
    }

    /** The labels that it sorts by. */
    Set<String> groupings() {
        return GROUPING.matcher(text)
                .results()
                .flatMap(grouping -> Stream.of(grouping.group(1).split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The same with a dashboard's variables filled in, as Grafana does. */
    Query filled() {
        return new Query(text.replace("$__rate_interval", "1m").replaceAll("\\$\\w+", ".*"));
    }

    private static String without(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll(" ");
    }
}
