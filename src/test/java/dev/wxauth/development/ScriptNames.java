package dev.wxauth.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows scripts by their names, as files have them; by a hash once its text has been seen, as Redis itself does. */
final class ScriptNames {
    private static final Path DIRECTORY = Path.of("src/main/resources/lua");
    private static final Map<String, String> BY_END = read();
    private static final Map<String, String> BY_HASH = new ConcurrentHashMap<>();

    private ScriptNames() {}

    /** The name of a script that is given by its text or by its hash. */
    static String of(String textOrHash) {
        return textOrHash.matches("[0-9a-f]{40}")
                ? BY_HASH.getOrDefault(textOrHash, "script " + textOrHash.substring(0, 7) + "…")
                : BY_HASH.computeIfAbsent(sha1(textOrHash), unseen -> byText(textOrHash));
    }

    private static String byText(String text) {
        return BY_END.entrySet().stream()
                .filter(script -> text.endsWith(script.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("script");
    }

    private static Map<String, String> read() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(ScriptNames::text, ScriptNames::withoutEnding));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutEnding(Path file) {
        return file.getFileName().toString().replace(".lua", "");
    }

    private static String sha1(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
