package dev.wxauth.oauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Node.js and npm of the machine, where they are. */
final class Node {
    private static final Path SCRIPTS = Path.of("src/test/resources/node");
    private static final Path WORK = Path.of("target/node");

    private Node() {}

    /** What a program ended with, and what it wrote. */
    record Outcome(int status, String output) {}

    static boolean isInstalled() {
        return Stream.of("node", "npm").allMatch(Node::answers);
    }

    private static boolean answers(String program) {
        try {
            return run(Path.of("."), 20, program, "--version").status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Installs what package.json names, in a copy below target; false if the registry could not be reached. */
    static boolean install() throws IOException {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "client.mjs")) {
            Files.copy(SCRIPTS.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Outcome installed = run(
                WORK,
                90,
                "npm",
                "install",
                "--prefer-offline",
                "--no-audit",
                "--no-fund",
                "--no-package-lock",
                "--ignore-scripts",
                "--fetch-retries=0");
        return installed.status() == 0;
    }

    /** Runs a script of the copy. */
    static Outcome script(String name, String... arguments) throws IOException {
        String[] command =
                Stream.concat(Stream.of("node", name), Stream.of(arguments)).toArray(String[]::new);
        return run(WORK, 60, command);
    }

    /** A program that takes longer is ended, with a status that is not 0. */
    private static Outcome run(Path directory, int seconds, String... command) throws IOException {
        Path output = Files.createTempFile("wxauth-node", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            Files.delete(output);
        }
    }
}
