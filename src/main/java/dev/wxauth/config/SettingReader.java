package dev.wxauth.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads one setting after the other and collects what is wrong with them, so that the operator sees all at once. */
final class SettingReader {
    private final SettingSources sources;
    private final List<String> faults;

    SettingReader(SettingSources sources) {
        this.sources = sources;
        this.faults = new ArrayList<>(sources.faults());
    }

    /** The parsed value, or null after noting a fault. */
    <T> T read(Setting setting, Function<String, T> parser) {
        return text(setting).map(text -> parse(text, parser)).orElse(null);
    }

    /** The same for a setting whose file is read again later. */
    <T> Reloadable<T> reloadable(Setting setting, Function<String, T> parser) {
        return text(setting)
                .map(text -> Reloadable.of(text, parser, parse(text, parser)))
                .orElseGet(() -> Reloadable.fixed(null));
    }

    private Optional<SettingText> text(Setting setting) {
        Optional<SettingText> text = sources.find(setting)
                .or(() -> setting.defaultValue().map(value -> new SettingText(setting.variable(), value, null)));
        if (text.isEmpty() && !sources.isUnreadable(setting)) {
            fault(setting, "must be given");
        }
        return text;
    }

    private <T> T parse(SettingText text, Function<String, T> parser) {
        try {
            return parser.apply(text.text());
        } catch (RuntimeException e) {
            faults.add(text.name() + ": " + Parse.sentence(e));
            return null;
        }
    }

    void fault(Setting setting, String fault) {
        faults.add(setting.variable() + ": " + fault);
    }

    void throwFaults() throws ConfigException {
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
    }
}
