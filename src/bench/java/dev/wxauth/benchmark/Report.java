package dev.wxauth.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that all benchmarks leave their tables in, one below the other. */
final class Report {
    private static final Path FILE = Path.of("target", "benchmark.md");

    private static final Path PICTURE = Path.of("target", "benchmark.svg");

    private Report() {}

    /** Leaves a picture beside it. */
    static void draw(String picture) throws IOException {
        Files.writeString(PICTURE, picture);
    }

    /** Prints a table and adds it to the file. */
    static void add(CharSequence table) throws IOException {
        System.out.println(table);
        Files.writeString(FILE, table + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
