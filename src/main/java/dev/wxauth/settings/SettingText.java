package dev.wxauth.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a setting and where it stood.
 *
 * @param name what the operator called it, for messages
 * @param text the value as text
 * @param file the mounted file that holds it, or null when it stood in the environment or the configuration file
 */
record SettingText(String name, String text, Path file) {
    /** What decoders write for bytes that mean nothing to them; nobody means it. */
    static final char LOST = '\uFFFD';

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What a mounted file holds, without what editors put around it. Blocks. */
    static String read(Path file) throws IOException {
        String text = Files.readString(file);
        return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
    }
}
