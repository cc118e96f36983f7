package dev.wxauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that changes from one moment to the next, as a mounted Secret does. */
public final class MountedFile {
    private final Path file;

    /** A file of that name with that content. */
    public MountedFile(String name, String content) {
        try {
            this.file = Files.createTempDirectory("wxauth-mounted").resolve(name);
            file.getParent().toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(content);
    }

    /** Where it is. */
    public String path() {
        return file.toString();
    }

    /** Replaces it whole. */
    public void write(String content) {
        try {
            Path next = Files.writeString(file.resolveSibling("next"), content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes it away. */
    public void delete() {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
