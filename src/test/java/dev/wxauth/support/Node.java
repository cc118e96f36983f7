package dev.wxauth.support;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A small project for Node.js, one of those in the tests' resources, on machines that have Node.js and npm. */
public final class Node {
    private static final Path PROJECTS = Path.of("src/test/resources/node");

    /** Above the copies, where Node.js finds what is installed from each of them. */
    private static final Path SHARED = Path.of("target/node");

    /** Each JVM's own: several run tests at once, and two must not write into one directory. */
    private static final Path COPIES = SHARED.resolve(System.getProperty("test.jvm", "copies"));

    private static final String MANIFEST = "package.json";

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
        return Stream.of("node", "npm").allMatch(Node::isInstalled);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
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
                    Files.copy(file, work.resolve(file.getFileName()), REPLACE_EXISTING);
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

    /**
     * Installs what the project's package.json names; where it has none, what all tests take from npm, if no other test has
     * done that. False if the registry could not be reached.
     */
    public boolean install() throws IOException {
        return Files.exists(work.resolve(MANIFEST)) ? npmInstalls() : installShared();
    }

    private static synchronized boolean installShared() throws IOException {
        Path wanted = PROJECTS.resolve(MANIFEST);
        Path installed = SHARED.resolve("installed.json");
        // Of several JVMs one installs, and the others wait for it.
        try (FileChannel turn = FileChannel.open(SHARED.resolve("turn"), CREATE, WRITE);
                FileLock held = turn.lock()) {
            if (held.isValid() && Files.exists(installed) && Files.mismatch(wanted, installed) < 0) {
                return true;
            }
            Files.copy(wanted, SHARED.resolve(MANIFEST), REPLACE_EXISTING);
            if (!new Node(SHARED, SILENT).npmInstalls()) {
                return false;
            }
            Files.copy(wanted, installed, REPLACE_EXISTING);
            return true;
        }
    }

    private boolean npmInstalls() throws IOException {
        Outcome installed = run(
                150,
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
