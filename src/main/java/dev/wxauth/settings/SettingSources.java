package dev.wxauth.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where settings stand: the environment, which wins, and the configuration file. A name that ends in {@code _FILE} points
 * at a mounted file with the value. An empty value is the same as none.
 */
final class SettingSources {
    private static final String FILE_SUFFIX = "_FILE";
    private static final String DEFAULT_FILE = "conf/config.yaml";

    private final Map<Setting, SettingText> texts = new EnumMap<>(Setting.class);
    private final Set<Setting> unreadable = EnumSet.noneOf(Setting.class);
    private final List<String> faults = new ArrayList<>();
    private final Path directory;

    private SettingSources(Path directory) {
        this.directory = directory;
    }

    static SettingSources read(Map<String, String> environment, Path directory) {
        SettingSources sources = new SettingSources(directory);
        sources.addFile(environment.getOrDefault(Setting.CONFIG_VARIABLE, ""));
        sources.addEnvironment(environment);
        return sources;
    }

    Optional<SettingText> find(Setting setting) {
        return Optional.ofNullable(texts.get(setting));
    }

    /** Whether a value was given but could not be read, which has been noted as a fault already. */
    boolean isUnreadable(Setting setting) {
        return unreadable.contains(setting);
    }

    List<String> faults() {
        return faults;
    }

    private void addFile(String named) {
        String name = named.isBlank() ? DEFAULT_FILE : named;
        try {
            Path file = directory.resolve(name);
            if (Files.exists(file) || !named.isBlank()) {
                addFile(YamlFile.read(file, onOneLine(name)));
            }
        } catch (InvalidPathException e) {
            faults.add(Setting.CONFIG_VARIABLE + ": has no path of this system");
        }
    }

    /** What a broken file does not say may well stand in it: then nothing is missing. */
    private void addFile(YamlFile yaml) {
        if (!yaml.faults().isEmpty()) {
            faults.addAll(yaml.faults());
            unreadable.addAll(EnumSet.allOf(Setting.class));
        }
        add(yaml.values(), "", "in the configuration file ");
    }

    private void addEnvironment(Map<String, String> environment) {
        ServiceLinks links = ServiceLinks.in(environment);
        links.fault().ifPresent(faults::add);
        add(links.without(environment), Setting.VARIABLE_PREFIX, "");
    }

    private void add(Map<String, String> values, String prefix, String where) {
        for (Setting setting : Setting.values()) {
            add(setting, values, prefix, where);
        }
        values.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !isKnown(name, prefix))
                .filter(name -> !prefix.isEmpty() || !isEmptySection(name, values.getOrDefault(name, "")))
                .sorted()
                .forEach(name -> faults.add(where + printable(name) + ": there is no such setting"));
    }

    private void add(Setting setting, Map<String, String> values, String prefix, String where) {
        String name = prefix.isEmpty() ? setting.name().toLowerCase(Locale.ROOT) : setting.variable();
        String twin = prefix.isEmpty() ? name + FILE_SUFFIX.toLowerCase(Locale.ROOT) : name + FILE_SUFFIX;
        String value = values.getOrDefault(name, "").strip();
        String file = values.getOrDefault(twin, "").strip();
        if (!value.isEmpty() && !file.isEmpty()) {
            faults.add(where + name + " and " + twin + ": only one of them may be given");
            unreadable.add(setting);
        } else if (value.indexOf(SettingText.LOST) >= 0) {
            faults.add(where + name + ": has lost characters, as the locale of the process cannot express them; put the"
                    + " value into a file and name that by " + twin);
            unreadable.add(setting);
        } else if (!value.isEmpty()) {
            texts.put(setting, new SettingText(setting, where + name, value, null));
        } else if (!file.isEmpty()) {
            addMounted(setting, where + twin, file);
        }
    }

    private void addMounted(Setting setting, String name, String file) {
        try {
            Path path = directory.resolve(file);
            texts.put(setting, new SettingText(setting, name, SettingText.read(path), path));
        } catch (IOException | InvalidPathException e) {
            texts.remove(setting);
            unreadable.add(setting);
            faults.add(name + ": its file cannot be read");
        }
    }

    /** One in which everything is commented out. */
    private static boolean isEmptySection(String name, String value) {
        String begin = Setting.VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT) + '_';
        return value.isBlank()
                && isInSmallLetters(name)
                && Setting.variables().stream().anyMatch(variable -> variable.startsWith(begin));
    }

    private static boolean isInSmallLetters(String name) {
        return name.equals(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isKnown(String name, String prefix) {
        if (prefix.isEmpty() && !isInSmallLetters(name)) {
            return false;
        }
        String upper = prefix.isEmpty() ? Setting.VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT) : name;
        String variable =
                upper.endsWith(FILE_SUFFIX) ? upper.substring(0, upper.length() - FILE_SUFFIX.length()) : upper;
        boolean configVariable = variable.equals(Setting.CONFIG_VARIABLE);
        return configVariable
                ? upper.equals(Setting.CONFIG_VARIABLE) && !prefix.isEmpty()
                : Setting.variables().contains(variable) || Setting.variables().contains(upper);
    }

    private static String onOneLine(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }

    /** A name may hold anything, and a message is one line. */
    private static String printable(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9_.-]", "?");
        return clean.length() > 64 ? clean.substring(0, 64) : clean;
    }
}
