package dev.wxauth.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text of a setting and where it stood.
 *
 * @param setting which one it is
 * @param name what the operator called it, for messages
 * @param text the value as text
 * @param file the mounted file that holds it, or null when it stood in the environment or the configuration file
 */
record SettingText(
        Setting setting, String name, String text, @Nullable Path file) {
    /** What decoders write for bytes that mean nothing to them; nobody means it. */
    static final char LOST = '\uFFFD';

    private static final int MOST_BYTES = 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What a mounted file holds, without what editors put around it; a device that never ends is none. Blocks. */
    static String read(Path file) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(file)))
                .toString();
        return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("too long");
            }
            return bytes;
        }
    }

    /** The text may be a secret. */
    @Override
    public String toString() {
        return name;
    }
}
