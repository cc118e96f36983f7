package dev.wxauth.support;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code GET /metrics} gave at one moment (Prometheus text format 0.0.4).
 *
 * @param text all of it
 */
public record Scrape(String text) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One line. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    /** Asks a service now. */
    public static Scrape of(ServiceExtension service) {
        return of(service.management());
    }

    /** Asks a management port now. */
    public static Scrape of(HttpCaller management) {
        return new Scrape(management.get("/metrics").body());
    }

    /** Every line that is no comment. */
    public List<Sample> samples() {
        return startingWith("").toList();
    }

    private Stream<Sample> startingWith(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Sample(line.group(1), labels(line.group(2)), Double.parseDouble(line.group(3))));
    }

    private static Map<String, String> labels(String text) {
        return LABEL.matcher(text == null ? "" : text)
                .results()
                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2), (a, b) -> a, TreeMap::new));
    }

    /** The lines of one name. */
    public List<Sample> named(String name) {
        return startingWith(name).filter(sample -> sample.name().equals(name)).toList();
    }

    /** The sum over all lines of this name that have these labels, {@code name=value} each; fails when there is none. */
    public double sum(String name, String... labels) {
        List<Sample> found = named(name).stream()
                .filter(sample -> Arrays.stream(labels).allMatch(label -> has(sample, label)))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError(
                    "there is no " + name + Arrays.toString(labels) + " but among others " + labels(name, 5));
        }
        return found.stream().mapToDouble(Sample::value).sum();
    }

    private List<Map<String, String>> labels(String name, int most) {
        return named(name).stream().map(Sample::labels).limit(most).toList();
    }

    private static boolean has(Sample sample, String label) {
        String[] parts = label.split("=", 2);
        return parts[1].equals(sample.labels().get(parts[0]));
    }
}
