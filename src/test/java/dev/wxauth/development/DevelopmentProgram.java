package dev.wxauth.development;

import dev.wxauth.support.Program;
import java.util.HashMap;
import java.util.Map;

/** The development server as a program of its own, at ports that nobody else has. */
public final class DevelopmentProgram {
    private DevelopmentProgram() {}

    /**
     * Starts it, and does not wait: {@link #awaitServing} does.
     *
     * @param settings of the service, beside its ports
     */
    public static Program start(int port, int managementPort, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put(DevelopmentServer.ANY_PORTS, "true");
        environment.put("WXAUTH_PORT", Integer.toString(port));
        environment.put("WXAUTH_MANAGEMENT_PORT", Integer.toString(managementPort));
        return Program.startMain(DevelopmentServer.class, environment);
    }

    /** Waits for the last line that it prints for people: from then on it serves. */
    public static void awaitServing(Program server) {
        server.awaitLine(line -> line.startsWith("README.md"));
    }
}
