package dev.wxauth.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Very many requests on one connection, a bunch at a time without waiting: the sender is not what takes the time. */
public final class Flood {
    private static final int AT_ONCE = 64;
    private static final String LENGTH = "content-length:";

    private Flood() {}

    /** Gets the URL at least so many times; which statuses there were. */
    public static Set<Integer> of(String url, int times) {
        URI uri = URI.create(url);
        String request = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n";
        byte[] bunch = request.repeat(AT_ONCE).getBytes(StandardCharsets.ISO_8859_1);
        Set<Integer> statuses = new HashSet<>();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            OutputStream output = socket.getOutputStream();
            BufferedReader input =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int sent = 0; sent < times; sent += AT_ONCE) {
                output.write(bunch);
                for (int answers = 0; answers < AT_ONCE; answers++) {
                    statuses.add(read(input));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return statuses;
    }

    /** One answer, which tells its length; gives its status. */
    private static int read(BufferedReader input) throws IOException {
        int status = Integer.parseInt(input.readLine().split(" ", -1)[1]);
        int length = 0;
        for (String line = input.readLine(); !line.isEmpty(); line = input.readLine()) {
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        input.skip(length);
        return status;
    }
}
