package dev.wxauth.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one setting after the other and collects what is wrong with them, so that the operator sees all at once. */
public final class SettingReader {
    private final SettingSources sources;
    private final List<String> faults;

    private SettingReader(SettingSources sources) {
        this.sources = sources;
        this.faults = new ArrayList<>(sources.faults());
    }

    /**
     * Opens the environment and the configuration file. Blocks: for the start only.
     *
     * @param environment the variables of the process
     * @param directory where {@code conf/config.yaml} is looked for
     */
    public static SettingReader open(Map<String, String> environment, Path directory) {
        return new SettingReader(SettingSources.read(environment, directory));
    }

    /** The parsed value, or null after noting a fault: it is never used, because nothing starts then. */
    @SuppressWarnings("NullAway")
    public <T> T read(Setting setting, Function<String, T> parser) {
        return text(setting).map(text -> parse(text, parser)).orElse(null);
    }

    /** The same for a whole number; 0 after noting a fault. */
    public int number(Setting setting, int least, int most) {
        Integer number = read(setting, Parse.number(least, most));
        return number == null ? 0 : number;
    }

    /** The same for a setting whose file is read again later. */
    @SuppressWarnings("NullAway")
    public <T> Reloadable<T> reloadable(Setting setting, Function<String, T> parser) {
        SettingText text = text(setting).orElseGet(() -> new SettingText(setting, "", "", null));
        return Reloadable.of(text, parser, text.text().isEmpty() && text.name().isEmpty() ? null : parse(text, parser));
    }

    private Optional<SettingText> text(Setting setting) {
        Optional<SettingText> text = sources.find(setting).or(() -> ofDefault(setting));
        if (text.isEmpty() && !sources.isUnreadable(setting)) {
            fault(setting, "must be given");
        }
        return text;
    }

    private static Optional<SettingText> ofDefault(Setting setting) {
        return setting.defaultValue().map(value -> new SettingText(setting, setting.variable(), value, null));
    }

    private <T> @Nullable T parse(SettingText text, Function<String, T> parser) {
        try {
            return parser.apply(text.text());
        } catch (RuntimeException e) {
            Parse.sentences(e).forEach(sentence -> faults.add(text.name() + ": " + sentence));
            return null;
        }
    }

    /** Notes what is wrong with a setting beside others, though it can be read. */
    public void fault(Setting setting, String fault) {
        faults.add(setting.variable() + ": " + fault);
    }

    /** Everything that has been found wrong so far, in the order in which it was found. */
    public List<String> faults() {
        return List.copyOf(faults);
    }
}
