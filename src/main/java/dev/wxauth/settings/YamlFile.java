package dev.wxauth.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML file as flat settings: nested names are joined by underscores, lists by commas, and every value stays the text
 * that stands in the file (YAML would read {@code 12:30} and {@code 0123} as numbers, and mangle secrets). What is wrong
 * with it is told by line and column and never by its text, which may hold a secret.
 */
final class YamlFile {
    /** What stands in place of one may be a value that lost its quotes or its blank, and is not told. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");

    private final String name;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<Node> seen = new HashSet<>();

    private YamlFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file. Blocks.
     *
     * @param name what the operator calls it
     */
    static YamlFile read(Path file, String name) {
        YamlFile yaml = new YamlFile(name);
        try {
            yaml.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            yaml.faults.add("the configuration file " + name + " cannot be read");
        }
        return yaml;
    }

    /** Setting to text. */
    Map<String, String> values() {
        return values;
    }

    /** Everything that is wrong with the file. */
    List<String> faults() {
        return faults;
    }

    private void read(String text) {
        int unreadable = text.codePoints()
                .takeWhile(YamlFile::isReadable)
                .map(Character::charCount)
                .sum();
        if (unreadable < text.length()) {
            String before = text.substring(0, unreadable);
            long line = before.chars().filter(c -> c == '\n').count() + 1;
            fault(line, before.length() - before.lastIndexOf('\n'), "has a byte that is no text in UTF-8");
        } else {
            compose(new StreamReader(text));
        }
    }

    /** A byte that is no UTF-8 was read as U+FFFD. */
    private static boolean isReadable(int codePoint) {
        return StreamReader.isPrintable(codePoint) && codePoint != SettingText.LOST;
    }

    private void compose(StreamReader reader) {
        LoaderOptions options = new LoaderOptions();
        try {
            Node root = new Composer(new ParserImpl(reader, options), new TextOnly(), options).getSingleNode();
            if (root != null
                    && !(root instanceof ScalarNode scalar && scalar.getValue().isEmpty())) {
                flatten("", root);
            }
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? reader.getMark() : e.getProblemMark();
            fault(mark, "cannot be read as YAML" + beginning(e.getContextMark(), mark));
        } catch (YAMLException e) {
            fault(reader.getMark(), "cannot be read as YAML");
        }
    }

    /** A bracket that is never closed is noticed at the end of the file, and stands elsewhere. */
    private static String beginning(Mark context, Mark problem) {
        return context == null || context.getLine() == problem.getLine()
                ? ""
                : ", in what begins in " + place(context.getLine() + 1, context.getColumn() + 1);
    }

    private void flatten(String setting, Node node) {
        if (!(node instanceof ScalarNode) && !seen.add(node)) {
            fault(node, "has an alias of a mapping or a list, which is not read here");
        } else if (!Set.of(Tag.STR, Tag.MAP, Tag.SEQ).contains(node.getTag())) {
            fault(node, "has a tag, which is not read here");
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> flatten(setting, entry));
        } else if (setting.isEmpty()) {
            fault(node, "is not a mapping of names to values");
        } else {
            values.put(setting, text(node));
        }
    }

    private void flatten(String parent, NodeTuple entry) {
        String child = scalar(entry.getKeyNode()).replace('-', '_');
        String setting = parent.isEmpty() ? child : parent + "_" + child;
        if (!NAME.matcher(child).matches()) {
            fault(
                    entry.getKeyNode(),
                    "is no name of a setting: a blank is missing behind its colon, or quotes around a value");
        } else if (names.add(setting)) {
            flatten(setting, entry.getValueNode());
        } else {
            fault(entry.getKeyNode(), "has the same name for the second time");
        }
    }

    private String text(Node node) {
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(this::scalar).collect(Collectors.joining(","));
        }
        return isNull(node) ? "" : scalar(node);
    }

    /** As the core schema has it (YAML 1.2.2 section 10.3.2); in quotes it is a text. */
    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && NULLS.contains(scalar.getValue());
    }

    private String scalar(Node node) {
        if (node instanceof ScalarNode scalar && Tag.STR.equals(node.getTag())) {
            return scalar.getValue();
        }
        fault(node, "has something else than a text here");
        return "";
    }

    private void fault(Node node, String sentence) {
        fault(node.getStartMark(), sentence);
    }

    private void fault(Mark mark, String sentence) {
        fault(mark.getLine() + 1, mark.getColumn() + 1, sentence);
    }

    private void fault(long line, int column, String sentence) {
        faults.add("the configuration file " + name + ", " + place(line, column) + ": " + sentence);
    }

    private static String place(long line, int column) {
        return "line " + line + ", column " + column;
    }

    /** Leaves every plain scalar a text. */
    private static final class TextOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None: nothing is a number, a date or a truth value.
        }
    }
}
