package dev.wxauth.development;

import dev.wxauth.support.Program;

/** The development server as a program of its own, at ports that nobody else has. */
public final class DevelopmentProgram {
    private DevelopmentProgram() {}

    /** Starts it, and does not wait: {@link #awaitServing} does. */
    public static Program start(int port, int managementPort) {
        return Program.startMain(DevelopmentServer.class, DevelopmentServer.environment(port, managementPort));
    }

    /** Waits for the last line that it prints for people: from then on it serves. */
    public static void awaitServing(Program server) {
        server.awaitLine(line -> line.startsWith("README.md"));
    }
}
