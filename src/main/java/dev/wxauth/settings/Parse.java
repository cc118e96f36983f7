package dev.wxauth.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads single values. Every failure is an IllegalArgumentException whose message shows no value. */
public final class Parse {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private Parse() {}

    /** What a failure says to the operator: one sentence, or one for each entry of a list. */
    static List<String> sentences(RuntimeException failure) {
        return Stream.concat(Stream.of(failure), Arrays.stream(failure.getSuppressed()))
                .map(Parse::sentence)
                .toList();
    }

    /** What a parser did not throw on purpose may quote the value. */
    private static String sentence(Throwable failure) {
        return failure.getClass() == IllegalArgumentException.class
                ? String.valueOf(failure.getMessage())
                : "cannot be read (" + failure.getClass().getSimpleName() + ")";
    }

    /** Reads each entry of a comma list, as {@link #each(List, Function)} does. */
    public static <R> List<R> each(String text, Function<String, R> reader) {
        return each(list(text), reader);
    }

    /**
     * What all entries are read as. What is wrong with some of them is thrown together, so that the operator sees all at once:
     * the first failure, with the others suppressed in it. Which entry it is says its number, since its text may be a secret.
     */
    public static <T, R> List<R> each(List<T> entries, Function<T, R> reader) {
        List<R> read = new ArrayList<>();
        List<IllegalArgumentException> faults = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                read.add(reader.apply(entries.get(i)));
            } catch (RuntimeException e) {
                String where = entries.size() == 1 ? "" : " (entry " + (i + 1) + ")";
                faults.add(new IllegalArgumentException(sentence(e) + where));
            }
        }
        if (!faults.isEmpty()) {
            throw together(faults);
        }
        return List.copyOf(read);
    }

    private static IllegalArgumentException together(List<IllegalArgumentException> faults) {
        IllegalArgumentException first = faults.get(0);
        faults.stream().skip(1).forEach(first::addSuppressed);
        return first;
    }

    /** The entries of a comma list, without blanks around them and without empty ones. */
    public static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** A whole number within bounds. */
    public static Function<String, Integer> number(int least, int most) {
        return text -> {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException("must be a whole number from " + least + " to " + most);
            }
            return Integer.parseInt(text);
        };
    }

    /** A truth value. */
    public static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
        }
        return text.equals("true");
    }

    /** A number with its unit, no less than that and no more than a hundred years. */
    public static Function<String, Duration> duration(Duration least) {
        return text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("must be a number with a unit: ms, s, m, h or d");
            }
            Duration duration = of(Long.parseLong(matcher.group(1)), matcher.group(2));
            if (duration.compareTo(least) < 0 || duration.compareTo(Duration.ofDays(36500)) > 0) {
                throw new IllegalArgumentException("must be from " + least.toMillis() + "ms to 36500d");
            }
            return duration;
        };
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /**
     * A text of that pattern.
     *
     * @param shape what the operator is told of any other
     */
    public static Function<String, String> text(String pattern, String shape) {
        return text -> {
            if (!text.matches(pattern)) {
                throw new IllegalArgumentException(shape);
            }
            return text;
        };
    }

    /** An issuer of RFC 8414 section 2, but for its allowance of a path: https, or http on loopback, and no more. */
    public static String issuer(String text) {
        URI uri = uri(text);
        boolean bare = text.equals(uri.getScheme() + "://" + uri.getRawAuthority());
        boolean secure =
                "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(uri.getHost()));
        if (!bare || !secure || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must be an https URL, or http on loopback, without path or query");
        }
        return text;
    }

    /** Whether a host of a URI is this machine, by a name or an address that nobody can turn elsewhere. */
    public static boolean isLoopback(@Nullable String host) {
        return host != null
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }

    /** Base URLs, http or https, without query, fragment and user. */
    public static List<URI> baseUrls(String text) {
        List<URI> urls = each(text, Parse::baseUrl);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("must name at least one base URL");
        }
        return urls;
    }

    private static URI baseUrl(String text) {
        URI uri = uri(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
        if (!http || !bare || uri.getHost() == null) {
            throw new IllegalArgumentException("must be a comma list of http or https base URLs");
        }
        return uri;
    }

    /** A URI, of whose text the failure says nothing. */
    public static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            // The message of URI shows the text, which may hold a password.
            throw new IllegalArgumentException("has an address that cannot be read", null);
        }
    }

    /** The secrets of one name that stood in two entries: two at most, while one replaces the other. */
    public static List<Secret> both(List<Secret> first, List<Secret> second) {
        if (first.size() + second.size() > 2) {
            throw new IllegalArgumentException("gives one name more than two secrets");
        }
        List<Secret> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }

    /** The same map; refused when it is empty. */
    public static <K, V> Map<K, V> notEmpty(Map<K, V> map, String shape) {
        if (map.isEmpty()) {
            throw new IllegalArgumentException(shape);
        }
        return map;
    }
}
