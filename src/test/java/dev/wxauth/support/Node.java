package dev.wxauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A small project for Node.js, one of those in the tests' resources, on machines that have Node.js and npm. */
public final class Node {
    private static final Path PROJECTS = Path.of("src/test/resources/node");

    /** Each JVM's own: several run tests at once, and two must not install into one directory. */
    private static final Path COPIES = Path.of("target/node", System.getProperty("test.jvm", ""));

    /** Programs of a test ask nobody on the network, and tell nobody. */
    private static final Map<String, String> SILENT =
            Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");

    private final Path work;
    private final Map<String, String> environment;

    private Node(Path work, Map<String, String> environment) {
        this.work = work;
        this.environment = environment;
    }

    /** What a program ended with, and what it wrote. */
    public record Outcome(int status, String output) {}

    /** Whether this machine has both programs. */
    public static boolean isInstalled() {
        return Stream.of("node", "npm").allMatch(Node::answers);
    }

    private static boolean answers(String program) {
        try {
            return new Node(Path.of("."), SILENT).run(20, program, "--version").status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A copy of a project, below target. */
    public static Node project(String name) {
        return copy(PROJECTS.resolve(name));
    }

    /** A copy of a project that stands elsewhere, below target too. */
    public static Node copy(Path project) {
        try {
            Path work = Files.createDirectories(COPIES.resolve(project.getFileName()));
            try (Stream<Path> files = Files.list(project)) {
                for (Path file : files.toList()) {
                    Files.copy(file, work.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new Node(work, SILENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the copy is. */
    public Path directory() {
        return work.toAbsolutePath();
    }

    /** The same project, whose programs are told more by their environment. */
    public Node with(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new Node(work, all);
    }

    /** Installs what package.json names; false if the registry could not be reached. */
    public boolean install() throws IOException {
        Outcome installed = run(
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

    /** Runs a script of the project. */
    public Outcome script(String name, String... arguments) throws IOException {
        String[] command =
                Stream.concat(Stream.of("node", name), Stream.of(arguments)).toArray(String[]::new);
        return run(150, command);
    }

    /** A program that takes longer is ended, with a status that is not 0. */
    private Outcome run(int seconds, String... command) throws IOException {
        Path output = Files.createTempFile("wxauth-node", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
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
