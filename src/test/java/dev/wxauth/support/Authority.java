package dev.wxauth.support;

import io.vertx.core.net.PfxOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority of one's own, by the JDK's keytool: a root, and a server on the loopback address under it. */
public final class Authority {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path store;

    /** Makes both; their files go into this directory. */
    public Authority(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("keys.p12");
        keytool(store, "-genkeypair", "-alias", "root", "-keyalg", "EC", "-dname", "CN=root", "-ext", "bc:c");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server",
                "-signer",
                "root",
                "-ext",
                "san=ip:127.0.0.1");
    }

    /** A key and a certificate for a server on 127.0.0.1. */
    public PfxOptions server() {
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD).setAlias("server");
    }

    /** Options of a JVM that trusts it, beside those that every JVM trusts. */
    public String[] trust() {
        Path trust = directory.resolve("trust");
        String certificate = directory.resolve("root.crt").toString();
        keytool(store, "-exportcert", "-alias", "root", "-file", certificate);
        try {
            Files.copy(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"), trust);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keytool(trust, "-importcert", "-noprompt", "-alias", "our-root", "-file", certificate);
        return new String[] {"-Djavax.net.ssl.trustStore=" + trust, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD};
    }

    private static void keytool(Path store, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-J-XX:TieredStopAtLevel=1"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectInput(new File("/dev/null"))
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
