package dev.wxauth.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths that differ in some segments. A path is held against it as it was written: nothing is decoded, no dots and no
 * doubled slashes are taken out.
 *
 * @param begin what all of them begin with, so that the others cost no regular expression
 * @param end what all of them end with
 * @param pattern all of it as a regular expression, with a group for each parameter
 * @param parameters their names, in their order
 */
record PathPattern(String begin, String end, Pattern pattern, List<String> parameters) {
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)}");
    private static final String PLAIN_TEXT = "[A-Za-z0-9_~-][A-Za-z0-9._~-]*+";

    /** What may stand at each parameter; only openids are not ours to choose. */
    private static final Map<String, String> SHAPES =
            Map.of("session_id", PLAIN_TEXT, "person", PLAIN_TEXT, "appid", PLAIN_TEXT, "openid", PathSegment.ANY_TEXT);

    static boolean hasParameters(String path) {
        return PARAMETER.matcher(path).find();
    }

    /** Paths with parameters; the rest has no characters that mean something to a regular expression. */
    static PathPattern of(String path) {
        List<String> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(path);
        String regex = matcher.replaceAll(found -> group(found, parameters));
        String begin = path.substring(0, path.indexOf('{'));
        String end = path.substring(path.lastIndexOf('}') + 1);
        return new PathPattern(begin, end, Pattern.compile(regex), List.copyOf(parameters));
    }

    private static String group(MatchResult found, List<String> parameters) {
        parameters.add(found.group(1));
        return Matcher.quoteReplacement("(" + SHAPES.get(found.group(1)) + ")");
    }

    /** Everything below a path, however it is written. */
    static PathPattern below(String path) {
        return new PathPattern(path + "/", "", Pattern.compile(".*", Pattern.DOTALL), List.of());
    }

    /** Whether this is such a path; if so its parameters are put in, as they were written. */
    boolean matches(String requested, Map<String, String> values) {
        return requested.startsWith(begin) && requested.endsWith(end) && matchesWhole(requested, values);
    }

    private boolean matchesWhole(String requested, Map<String, String> values) {
        Matcher matcher = pattern.matcher(requested);
        boolean matches = matcher.matches();
        for (int i = 0; matches && i < parameters.size(); i++) {
            values.put(parameters.get(i), matcher.group(i + 1));
        }
        return matches;
    }
}
