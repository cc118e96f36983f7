package dev.wxauth.support;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A program of ours as a process; most of all the production program: {@code java -jar target/wxauth.jar}. */
public final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of its output, that are kept: under a load there are millions. */
    private static final int MOST_LINES = 50_000;

    /** The build's, for programs that live for seconds; a benchmark has none. */
    private static final List<String> OPTIONS =
            List.of(System.getProperty("program.options", "").split(" ", -1));

    private final Map<String, String> environment;
    private final Process process;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private int held;

    private Program(Map<String, String> environment, Process process) {
        this.environment = environment;
        this.process = process;
    }

    /** Starts it with this environment and nothing else of ours, in a directory without a configuration file. */
    public static Program start(Map<String, String> environment, String... options) {
        Program program = jar(environment, options);
        program.read();
        return program;
    }

    /** The same, and returns when it serves. */
    public static Program serve(Map<String, String> environment, String... options) {
        Program program = start(environment, options);
        program.awaitLine(line -> line.contains("serving on port"));
        return program;
    }

    /** Returns when it serves, with nobody at the other end of its output. */
    public static Program serveUnread(Map<String, String> environment, String... options) {
        Program program = jar(environment, options);
        Await.until("it serves", PATIENCE, program::isReady);
        return program;
    }

    private boolean isReady() {
        try {
            return management().get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static Program jar(Map<String, String> environment, String... options) {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-jar", new File("target/wxauth.jar").getAbsolutePath()));
        return java(command, "target", environment);
    }

    /** A program out of the tests, in the directory of the project. */
    public static Program startMain(Class<?> type, Map<String, String> environment) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Program program = java(List.of("-cp", classPath, type.getName()), ".", environment);
        program.read();
        return program;
    }

    private static Program java(List<String> arguments, String directory, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        OPTIONS.stream().filter(option -> !option.isEmpty()).forEach(command::add);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(new File(directory)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("WXAUTH_") || name.startsWith("OTEL_"));
        builder.environment().putAll(environment);
        try {
            return new Program(environment, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Its public port; every answer is held against the OpenAPI document. */
    public HttpCaller http() {
        return new HttpCaller(url("WXAUTH_PORT"), OpenApiContract.served()::assertFits);
    }

    /** The same for crowds, whose answers are not looked at so closely. */
    public HttpCaller unchecked() {
        return new HttpCaller(url("WXAUTH_PORT"));
    }

    /** Its management port. */
    public HttpCaller management() {
        return new HttpCaller(url("WXAUTH_MANAGEMENT_PORT"), OpenApiContract.served()::assertFitsManagement);
    }

    /** The number of its public port. */
    public int port() {
        return Integer.parseInt(environment.get("WXAUTH_PORT"));
    }

    private String url(String port) {
        return "http://127.0.0.1:" + environment.get(port);
    }

    /** Begins to read its output, from where it was left. */
    public void read() {
        Thread reader = new Thread(this::readLines, "program-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void readLines() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(this::keep);
        } catch (IOException | UncheckedIOException e) {
            // The process has ended.
        }
    }

    private void keep(String line) {
        lines.add(line);
        if (++held > MOST_LINES) {
            lines.poll();
        }
    }

    /** Waits for a line of its output. */
    public String awaitLine(Predicate<String> wanted) {
        Await.until("a line of the program", PATIENCE, () -> find(wanted).isPresent() || !process.isAlive());
        return find(wanted)
                .orElseThrow(() -> new IllegalStateException("no such line in the program's output:\n" + output()));
    }

    private Optional<String> find(Predicate<String> wanted) {
        return lines.stream().filter(wanted).findFirst();
    }

    /** Tells it to end, as Kubernetes does. (Process.destroy would also close its output unread.) */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Waits for its end and gives its exit status. */
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the program does not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of its heap that are left after a full collection, which this causes; asks the JDK's own tool. */
    public long liveHeap() {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process histogram = new ProcessBuilder(tool, Long.toString(process.pid()), "GC.class_histogram").start();
            try (BufferedReader output = histogram.inputReader(StandardCharsets.UTF_8)) {
                return output.lines()
                        .filter(line -> line.startsWith("Total "))
                        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
                        .findFirst()
                        .orElseThrow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many files and sockets it has open, where the system tells. */
    public int openFiles() {
        String[] open = new File("/proc/" + process.pid() + "/fd").list();
        return open == null ? 0 : open.length;
    }

    /** The memory of the machine that it holds, in bytes. */
    public long residentBytes() {
        try (Stream<String> status = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed, the newest lines of it. */
    public String output() {
        return String.join("\n", lines);
    }

    /** Its lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        // A Redis that it has started would outlive it.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitExit();
    }
}
