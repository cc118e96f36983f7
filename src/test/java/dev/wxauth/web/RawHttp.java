package dev.wxauth.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Bytes over a socket, for requests that no HTTP client would send. */
public final class RawHttp implements AutoCloseable {
    /** Less than the service's own times for a client, so that what is closed by one of those is not closed at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Socket socket;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    /** Connects to the server of this URL. */
    RawHttp(String url) {
        this(url, PATIENCE);
    }

    /** The same, and takes silence for a failure after so long. */
    RawHttp(String url, Duration patience) {
        try {
            URI uri = URI.create(url);
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout((int) patience.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the text on a connection of its own and reads until the server closes it; fails when it stays open. */
    public static String exchange(String url, String text) {
        try (RawHttp connection = new RawHttp(url)) {
            return connection.send(text).readAll();
        }
    }

    RawHttp send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the client's half of the connection, as {@code nc -N} does; answers can still be read. */
    RawHttp finishSending() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws the connection away, so that the server gets a reset and not an end. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a piece more and takes what was answered meanwhile; whether the server has closed the connection. */
    boolean isClosedAfter(String piece) {
        try {
            socket.setSoTimeout(1);
            send(piece);
            byte[] bytes = new byte[64 * 1024];
            seen.write(bytes, 0, Math.max(0, socket.getInputStream().read(bytes)));
            return false;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    /** What was taken so. */
    String seen() {
        return text(seen);
    }

    /** Everything up to the end of the connection. */
    String readAll() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("the connection stays open after: " + text(read), e);
        } catch (IOException e) {
            // A reset closes the connection too.
        }
        return text(read);
    }

    /** Whether the server throws the connection away, instead of ending it behind what it sent. */
    boolean isReset() {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return false;
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("the connection stays open", e);
        } catch (IOException e) {
            return true;
        }
    }

    /** So many bytes, or those up to the end of the connection. */
    int read(int bytes) {
        try {
            return socket.getInputStream().readNBytes(bytes).length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One answer, whose length its Content-Length tells. */
    String readAnswer() {
        try {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            while (!text(read).endsWith("\r\n\r\n")) {
                read.write(readByte(read));
            }
            String head = text(read);
            for (int left = contentLength(head); left > 0; left--) {
                read.write(readByte(read));
            }
            return text(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int readByte(ByteArrayOutputStream read) throws IOException {
        int next = socket.getInputStream().read();
        if (next < 0) {
            throw new IOException("the connection ended after: " + text(read));
        }
        return next;
    }

    /** What the Content-Length of a head says; 0 where there is none. */
    public static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    private static String text(ByteArrayOutputStream read) {
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
