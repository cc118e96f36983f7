package dev.wxauth.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML file as flat settings: nested names are joined by underscores, lists by commas, and every value stays the text
 * that stands in the file (YAML would read {@code 12:30} and {@code 0123} as numbers, and mangle secrets).
 *
 * @param values name to text
 * @param faults what is wrong with the file
 */
record YamlFile(Map<String, String> values, List<String> faults) {
    static YamlFile read(Path file) {
        try {
            return of(parser().load(Files.readString(file)));
        } catch (IOException e) {
            return new YamlFile(Map.of(), List.of("WXAUTH_CONFIG: the configuration file cannot be read"));
        } catch (YAMLException | IllegalArgumentException e) {
            // The parser's message shows the lines around the mistake, which may hold a secret.
            return new YamlFile(Map.of(), List.of("the configuration file is not a YAML mapping of unique names"));
        }
    }

    private static YamlFile of(Object root) {
        Map<String, String> values = new LinkedHashMap<>();
        if (root != null && !"".equals(root)) {
            flatten("", root, values);
        }
        return new YamlFile(values, List.of());
    }

    private static void flatten(String name, Object node, Map<String, String> values) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, child) -> flatten(join(name, String.valueOf(key)), child, values));
        } else if (name.isEmpty() || values.put(name, text(node)) != null) {
            throw new IllegalArgumentException("not a mapping, or a name twice");
        }
    }

    private static String join(String parent, String child) {
        String name = child.replace('-', '_');
        return parent.isEmpty() ? name : parent + "_" + name;
    }

    private static String text(Object node) {
        return node instanceof List<?> list
                ? list.stream().map(Objects::toString).collect(Collectors.joining(","))
                : Objects.toString(node, "");
    }

    private static Yaml parser() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        return new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, new TextOnly());
    }

    /** Leaves every plain scalar a text. */
    private static final class TextOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None: nothing is a number, a date or a truth value.
        }
    }
}
