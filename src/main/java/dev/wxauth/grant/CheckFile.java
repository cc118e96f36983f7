package dev.wxauth.grant;

/**
 * A file by which WeChat has it proved whose a domain is.
 *
 * @param name the file's
 * @param content its text
 */
public record CheckFile(String name, String content) {
    private static final String SHAPE = "must be name=content";

    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    static CheckFile parse(String text) {
        String[] parts = text.split("=", 2);
        if (parts.length != 2 || !parts[0].matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}") || parts[1].isBlank()) {
            throw new IllegalArgumentException(SHAPE);
        }
        if (parts[0].equals("openapi.json") || parts[0].equals("auth")) {
            throw new IllegalArgumentException("has the name of a route of this service");
        }
        return new CheckFile(parts[0], parts[1]);
    }

    /** Whether it would lie where this page is. */
    boolean liesAt(DeviceUri page) {
        return page.path().equals("/" + name);
    }
}
