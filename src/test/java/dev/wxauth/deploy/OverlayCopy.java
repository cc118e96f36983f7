package dev.wxauth.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A copy of the production overlay, into which values are put as an operator does, and which kubectl builds. */
final class OverlayCopy {
    static final String ISSUER_HOST = "login.shop.example";

    private static final String CHOICE = "  - ingress\n  #- httproute\n";

    /** What is put where; of two texts the longer one first. */
    private static final List<Map.Entry<String, String>> VALUES = List.of(
            Map.entry("WXAUTH_ISSUER=<REPLACE-ME>", "WXAUTH_ISSUER=https://" + ISSUER_HOST),
            Map.entry("WXAUTH_TRUSTED_PROXIES=<REPLACE-ME>", "WXAUTH_TRUSTED_PROXIES=10.244.0.0/16"),
            Map.entry("sha256:<REPLACE-ME>", "sha256:" + "0".repeat(64)),
            Map.entry("<REPLACE-ME>/32", "10.1.2.3/32"),
            Map.entry("<REPLACE-ME>", "chosen"));

    private final Path overlay;

    OverlayCopy(Path directory) {
        this.overlay = directory.resolve(Manifests.PRODUCTION);
        Manifests.files().forEach(file -> copy(file, directory.resolve(file)));
    }

    /** Replacements and components as we use them need kustomize 5, which kubectl has since Kubernetes 1.27. */
    static boolean isPossible() {
        try {
            return run("kubectl", "version", "--client").matches("(?s).*Kustomize Version: v([5-9]|\\d\\d).*");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Puts in every value. */
    OverlayCopy filled() {
        VALUES.forEach(value -> replace(value.getKey(), value.getValue()));
        return this;
    }

    /** Chooses the Gateway API in place of the Ingress. */
    OverlayCopy byHttpRoute() {
        replace(CHOICE, "  #- ingress\n  - httproute\n");
        return this;
    }

    /** Takes what watches the service. */
    OverlayCopy watched() {
        replace("components:\n", "components:\n  - ../../monitoring\n");
        return this;
    }

    private void replace(String text, String value) {
        Manifests.files().stream()
                .filter(file -> file.startsWith(Manifests.PRODUCTION))
                .map(file -> overlay.resolve(Manifests.PRODUCTION.relativize(file)))
                .forEach(file -> write(file, Manifests.text(file).replace(text, value)));
    }

    /** The objects as YAML, or why there are none. */
    String build() {
        return run("kubectl", "kustomize", overlay.toString());
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
