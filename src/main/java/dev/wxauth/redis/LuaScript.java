package dev.wxauth.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One atomic change of state, kept as a file beside the classes.
 *
 * @param name the file's, without its ending
 * @param source the script's text
 * @param sha1 how Redis calls it
 */
public record LuaScript(String name, String source, String sha1) {
    /** All there are, each of which is measured from the start. */
    static final List<String> NAMES = List.of(
            "access-token-keep",
            "access-token-unlock",
            "claim-key",
            "device-consent",
            "device-decide",
            "device-keep",
            "device-poll",
            "device-redeem",
            "device-scan",
            "device-start",
            "key-age",
            "keys-report",
            "person-add",
            "person-remove",
            "rate",
            "release-code",
            "release-key",
            "renew-key",
            "session-create",
            "session-end",
            "session-key-replace",
            "session-key-reseal",
            "session-refresh",
            "settle-key",
            "user-end-sessions",
            "user-profile",
            "user-rate",
            "user-roles");

    /**
     * Reads {@code lua/NAME.lua}, and puts the libraries that it uses ({@code lua/lib/...}) before it. Blocks: for class
     * initialisation only.
     */
    public static LuaScript named(String name, String... libraries) {
        Stream<String> files = Stream.concat(Stream.of(libraries).map("lib/"::concat), Stream.of(name));
        String source = files.map(LuaScript::read).collect(Collectors.joining("\n"));
        return new LuaScript(name, source, sha1(source));
    }

    /** A duration as the scripts take it: milliseconds, in digits. */
    public static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String read(String name) {
        try (InputStream in = LuaScript.class.getResourceAsStream("/lua/" + name + ".lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String source) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
