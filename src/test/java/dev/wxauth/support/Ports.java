package dev.wxauth.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that nobody uses. */
public final class Ports {
    /**
     * Below those that systems give away by themselves (IANA's begin at 49152, Linux' at 32768). From among those a connection
     * of another test could take the port between the moment it is found free and the moment a server begins to listen.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    /** A port that was free a moment ago, and that this JVM gives to nobody else. */
    public static synchronized int free() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        } while (!isFree(port) || !GIVEN.add(port));
        return port;
    }

    /** This port if nobody uses it, else one that nobody uses. */
    public static int preferably(int wished) {
        return isFree(wished) ? wished : free();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
