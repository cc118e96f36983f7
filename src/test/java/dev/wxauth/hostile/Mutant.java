package dev.wxauth.hostile;

import dev.wxauth.support.Mutator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes hostile requests of valid ones: each is damaged in one to three places, and looks well elsewhere. */
final class Mutant {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "post", "PROPFIND", "G\u0000T", "");
    private static final List<String> PATHS = List.of(
            "*", "//", "/auth/../auth/login", "/auth/login/", "http://x/auth/login", "/%2e%2e/", "/%", "/%zz?a=%");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/json; charset=utf-16",
            "application/json;;",
            "multipart/form-data",
            ";",
            "a/b/c",
            "");
    private static final List<String> HEADERS = List.of(
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 1, 2",
            "Content-Length: 70000",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Content-Encoding: gzip",
            "Expect: 100-continue",
            "Expect: 200-ok",
            "Host: y",
            "Connection: upgrade",
            "Upgrade: websocket",
            "Upgrade: h2c",
            "X-Request-Id: " + "r".repeat(65),
            "Idempotency-Key: short",
            "Idempotency-Key: " + "k".repeat(20),
            "X-Forwarded-For: ::1, [, 999.1.1.1",
            "Accept: application/token-introspection+jwt;q=x",
            "X-WX-Skey: x",
            "Authorization: Bearer x",
            "Authorization: Basic \u00ff",
            "No colon",
            " : ",
            "X-Large: " + "l".repeat(33_000),
            "X-Many: 1\r\n".repeat(500) + "X-Last: 1");
    private static final List<String> BODIES = List.of(
            "[".repeat(30_000),
            "{\"a\":".repeat(5_000),
            "{\"code\":\"a\",\"code\":\"b\"}",
            "{\"skey\":1e999999}",
            "{\"code\":{\"a\":[null]}}",
            "{\"nickName\":\"\\ud800\"}",
            "\ufeff{}",
            "null",
            "\"",
            "{\"everywhere\":\"true\"}",
            "token=a&token=b",
            "token=%zz&%=%",
            "&&&==",
            "x".repeat(65_537));

    private final Random random;
    private final Mutator mutator;

    Mutant(Random random) {
        this.random = random;
        this.mutator = new Mutator(random);
    }

    /** The bytes of a request. */
    byte[] of(Template template) {
        String method = template.method();
        String path = template.path();
        String authorization = template.authorization();
        String type = template.type();
        byte[] body = template.body().getBytes(StandardCharsets.UTF_8);
        List<String> headers = new ArrayList<>(List.of("Host: x"));
        boolean chunked = random.nextInt(10) == 0;
        boolean wrongLength = false;
        for (int i = random.nextInt(3); i >= 0; i--) {
            switch (random.nextInt(9)) {
                case 0 -> method = any(METHODS);
                case 1 -> path = random.nextBoolean() ? any(PATHS) : mutator.mutate(path);
                case 2 -> authorization = mutator.mutate(authorization);
                case 3 -> type = random.nextBoolean() ? any(TYPES) : mutator.mutate(type);
                case 4 -> headers.add(any(HEADERS));
                case 5 -> body = any(BODIES).getBytes(StandardCharsets.UTF_8);
                case 6 -> body = mutator.mutate(template.body()).getBytes(StandardCharsets.UTF_8);
                case 7 -> body = mutator.mutate(body);
                default -> wrongLength = true;
            }
        }
        if (!authorization.isEmpty()) {
            headers.add("Authorization: " + authorization);
        }
        if (!type.isEmpty()) {
            headers.add("Content-Type: " + type);
        }
        if (chunked) {
            headers.add("Transfer-Encoding: chunked");
            body = chunks(body, wrongLength);
        } else if (body.length > 0 || wrongLength) {
            headers.add("Content-Length: " + (body.length + (wrongLength ? random.nextInt(21) - 10 : 0)));
        }
        return request(method + " " + path + " HTTP/1.1", headers, body);
    }

    private byte[] chunks(byte[] body, boolean wrong) {
        String length = Integer.toHexString(body.length + (wrong ? 1 : 0));
        String start = (wrong && random.nextBoolean() ? "zz" : length) + "\r\n";
        String end = body.length == 0 ? "\r\n" : "\r\n0\r\n\r\n";
        return join(ascii(start), body, ascii(end));
    }

    private byte[] request(String line, List<String> headers, byte[] body) {
        byte[] head = (line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] whole = join(head, body);
        return random.nextInt(10) == 0 ? mutator.mutate(whole) : whole;
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
