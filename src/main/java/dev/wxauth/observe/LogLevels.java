package dev.wxauth.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.wxauth.settings.Parse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * How much is logged: a level for all, and other levels for some loggers and what is below them. It may change while the
 * program runs. The audit trail is never silenced; and what libraries would log of secrets never is.
 *
 * @param levels by the logger's name; the level for all stands under logback's name for the root
 */
public record LogLevels(Map<String, Level> levels) {
    private static final String SHAPE = "must be a level (error, warn, info, debug, trace) or a list of one and"
            + " logger=level, such as info,dev.wxauth.redis=debug";
    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");
    private static final String AUDIT = "audit";
    private static final String NAMED_BEFORE = LogLevels.class.getName();

    /** These say what was sent: commands with their arguments, addresses, keys. */
    private static final Map<String, Level> SECRETIVE = Map.of(
            "io.vertx.redis", Level.OFF,
            "io.vertx.ext.web.impl.RouterImpl", Level.INFO,
            "io.vertx.ext.auth.jwt.impl.JWTAuthProviderImpl", Level.ERROR);

    /** Reads the setting; every failure is an IllegalArgumentException. */
    public static LogLevels parse(String text) {
        Map<String, Level> levels = new LinkedHashMap<>();
        Parse.each(text, entry -> add(levels, entry));
        if (!levels.containsKey(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
            throw new IllegalArgumentException(SHAPE);
        }
        return new LogLevels(Map.copyOf(levels));
    }

    private static String add(Map<String, Level> levels, String entry) {
        String[] parts = entry.split("=", 2);
        String name = parts.length == 2 ? parts[0].strip() : org.slf4j.Logger.ROOT_LOGGER_NAME;
        String level = parts[parts.length - 1].strip().toLowerCase(Locale.ROOT);
        boolean named = name.matches("[A-Za-z0-9_.$-]{1,200}");
        if (!named || !LEVELS.contains(level) || levels.put(name, Level.valueOf(level)) != null) {
            throw new IllegalArgumentException(SHAPE);
        }
        if (SECRETIVE.keySet().stream().anyMatch(secretive -> (name + '.').startsWith(secretive + '.'))) {
            throw new IllegalArgumentException("names a logger that would show secrets");
        }
        return name;
    }

    /** Has them count from now on, in place of those that were applied before. */
    public void apply() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            apply(logs);
        }
    }

    void apply(LoggerContext logs) {
        if (logs.getObject(NAMED_BEFORE) instanceof LogLevels before) {
            before.levels.keySet().stream()
                    .filter(name -> !name.equals(org.slf4j.Logger.ROOT_LOGGER_NAME))
                    .forEach(name -> logs.getLogger(name).setLevel(null));
        }
        logs.putObject(NAMED_BEFORE, this);
        levels.forEach((name, level) -> logs.getLogger(name).setLevel(level));
        SECRETIVE.forEach((name, level) -> logs.getLogger(name).setLevel(level));
        Logger audit = logs.getLogger(AUDIT);
        audit.setLevel(Level.INFO);
    }
}
