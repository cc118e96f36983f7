package dev.wxauth.development;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts what passes on a connection to Redis into whole values (RESP 2 and 3): texts, lists, null, and {@link Refused}.
 * Event loop of that connection only.
 */
final class RespReader {
    /**
     * An error that Redis answers.
     *
     * @param text its first line
     */
    record Refused(String text) {}

    /** There is more to come. */
    private static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Consumer<Object> values;
    private Buffer rest = Buffer.buffer();
    private int at;

    RespReader(Consumer<Object> values) {
        this.values = values;
    }

    /** Takes what has come, and gives what is whole by it. */
    void take(Buffer part) {
        rest.appendBuffer(part);
        int begin = 0;
        try {
            while (begin < rest.length()) {
                at = begin;
                Object value = value();
                begin = at;
                values.accept(value);
            }
        } catch (Incomplete e) {
            // It goes on with the next part.
        }
        rest = rest.getBuffer(begin, rest.length());
    }

    private Object value() throws Incomplete {
        String line = line();
        char type = line.charAt(0);
        String head = line.substring(1);
        return switch (type) {
            case '-' -> new Refused(head);
            case '$', '=' -> text(Integer.parseInt(head));
            case '*', '~', '>' -> list(Integer.parseInt(head));
            case '%' -> list(2 * Integer.parseInt(head));
            case '_' -> null;
            default -> head;
        };
    }

    private String text(int length) throws Incomplete {
        if (length < 0) {
            return null;
        }
        if (at + length + 2 > rest.length()) {
            throw new Incomplete();
        }
        String text = rest.getString(at, at + length);
        at += length + 2;
        return text;
    }

    private List<Object> list(int length) throws Incomplete {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(value());
        }
        return list;
    }

    private String line() throws Incomplete {
        for (int end = at; end + 1 < rest.length(); end++) {
            if (rest.getByte(end) == '\r') {
                String line = rest.getString(at, end);
                at = end + 2;
                return line;
            }
        }
        throw new Incomplete();
    }
}
