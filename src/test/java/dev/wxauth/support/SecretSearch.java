package dev.wxauth.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for secrets in texts: as they are, in base64 of either alphabet, in hexadecimal, and URL-encoded. */
public final class SecretSearch {
    private static final int SHORTEST = 8;

    private final Map<String, List<String>> secrets = new LinkedHashMap<>();

    /** Adds a secret. One that is base64 itself is looked for as the bytes that it stands for, too. */
    public void add(String name, String secret) {
        secrets.put(name, encodings(secret));
    }

    /** What was found, with the place it was found in. */
    public List<String> in(List<String> places) {
        List<String> found = new ArrayList<>();
        for (String place : places) {
            String folded = fold(place);
            secrets.forEach((name, texts) -> texts.stream()
                    .filter(folded::contains)
                    .forEach(text -> found.add(name + " as " + text + " in: " + place)));
        }
        return found;
    }

    private static List<String> encodings(String secret) {
        List<String> texts = new ArrayList<>(encodings(secret.getBytes(StandardCharsets.UTF_8)));
        texts.add(secret);
        texts.add(secret.replace('+', '-').replace('/', '_').replace("=", ""));
        texts.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        if (secret.endsWith("=")) {
            texts.addAll(encodings(Base64.getDecoder().decode(secret)));
        }
        return texts.stream().map(SecretSearch::fold).distinct().toList();
    }

    private static List<String> encodings(byte[] secret) {
        return Stream.concat(
                        Stream.of(HexFormat.of().formatHex(secret)),
                        Stream.of(0, 1, 2).flatMap(before -> base64(before, secret)))
                .filter(text -> text.length() >= SHORTEST)
                .toList();
    }

    /** Only the characters that stay the same whatever stands before and after the secret. */
    private static Stream<String> base64(int before, byte[] secret) {
        byte[] bytes = new byte[before + secret.length];
        System.arraycopy(secret, 0, bytes, before, secret.length);
        int from = before == 0 ? 0 : before + 1;
        return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .map(encoder -> encoder.withoutPadding().encodeToString(bytes))
                .map(text -> text.substring(from, text.length() - 2));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
