package dev.wxauth.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A bash into which pieces of text are pasted, one after the other. It ends at the first command that fails. */
final class Shell {
    /** Says of each HTTP call how it was answered, and ends at a variable that was never set. */
    private static final String PRELUDE = """
            set -eu
            curl() { command curl "$@" --max-time 20 -w '%{stderr}@HTTP %{http_code} %{method} %{url_effective}\\n'; }
            """;

    private static final String NEXT = "@NEXT\n";
    private static final Pattern CALL = Pattern.compile("^@HTTP (\\d{3}) ([A-Z]+) (\\S+)$", Pattern.MULTILINE);

    private Shell() {}

    /** An HTTP call. */
    record Call(int status, String method, String url) {}

    /** What came of one piece. */
    record Result(String piece, String output, List<Call> calls) {}

    /** Whether this machine has what the pieces use. */
    static boolean isComplete() {
        return Stream.of("bash", "curl", "sed", "openssl").allMatch(Shell::isInstalled);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Pastes them; a failure of the shell is a failure of the test, with all that was said. */
    static List<Result> paste(List<String> pieces) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of("target/readme"));
        Path script = Files.writeString(directory.resolve("pasted.sh"), script(pieces));
        Path output = directory.resolve("output.txt");
        Path errors = directory.resolve("errors.txt");
        Process bash = new ProcessBuilder("bash", script.toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = bash.waitFor(3, TimeUnit.MINUTES);
        bash.destroyForcibly().waitFor();
        if (!ended || bash.exitValue() != 0) {
            throw new AssertionError("the shell has failed: " + Files.readString(output) + Files.readString(errors));
        }
        return results(
                pieces,
                Files.readString(output).split(NEXT),
                Files.readString(errors).split(NEXT));
    }

    private static String script(List<String> pieces) {
        StringBuilder script = new StringBuilder(PRELUDE);
        pieces.forEach(piece -> script.append(piece).append("echo @NEXT; echo @NEXT >&2\n"));
        return script.append("echo end; echo end >&2\n").toString();
    }

    private static List<Result> results(List<String> pieces, String[] outputs, String[] errors) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            List<Call> calls = CALL.matcher(errors[i])
                    .results()
                    .map(call -> new Call(Integer.parseInt(call.group(1)), call.group(2), call.group(3)))
                    .toList();
            results.add(new Result(pieces.get(i), outputs[i], calls));
        }
        return results;
    }
}
