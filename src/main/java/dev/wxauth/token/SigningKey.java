package dev.wxauth.token;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.Sha256;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One key of access tokens: EC P-256 for ES256, RSA of at least 2048 bits for RS256, Ed25519 for EdDSA (RFC 7518 section
 * 3.1, RFC 8037 section 3.1).
 *
 * @param kid the RFC 7638 thumbprint
 * @param algorithm the JWS algorithm
 * @param privateJwk with the private part, if the operator gave one
 * @param publicJwk what is published
 */
record SigningKey(String kid, String algorithm, JsonObject privateJwk, JsonObject publicJwk) {
    private static final int LEAST_RSA_BYTES = 256;
    private static final int CURVE_BYTES = 32;

    static SigningKey parse(Object value, boolean signs) {
        if (!(value instanceof JsonObject jwk)) {
            throw new IllegalArgumentException("has a key that is not a JSON object");
        }
        SigningKey key = of(jwk);
        if (signs && !(jwk.getValue("d") instanceof String)) {
            throw new IllegalArgumentException("must hold the private part of its first key");
        }
        return key;
    }

    private static SigningKey of(JsonObject jwk) {
        return switch (String.valueOf(jwk.getValue("kty")) + " " + jwk.getValue("crv")) {
            case "EC P-256" -> of(jwk, "ES256", List.of("crv", "kty", "x", "y"));
            case "OKP Ed25519" -> of(jwk, "EdDSA", List.of("crv", "kty", "x"));
            case "RSA null" -> of(jwk, "RS256", List.of("e", "kty", "n"));
            default -> throw new IllegalArgumentException("has a key that is not EC P-256, RSA or OKP Ed25519");
        };
    }

    private static SigningKey of(JsonObject jwk, String algorithm, List<String> members) {
        requireLengths(jwk);
        requireForSignatures(jwk);
        if (!algorithm.equals(jwk.getValue("alg", algorithm))) {
            throw new IllegalArgumentException("has a key whose alg does not fit it: " + algorithm + " would");
        }
        String kid = thumbprint(jwk, members);
        JsonObject named =
                new JsonObject().put("kid", kid).put("alg", algorithm).put("use", "sig");
        JsonObject publicJwk = named.copy();
        members.forEach(member -> publicJwk.put(member, jwk.getString(member)));
        return new SigningKey(kid, algorithm, jwk.copy().mergeIn(named), publicJwk);
    }

    private static void requireLengths(JsonObject jwk) {
        boolean fits = "RSA".equals(jwk.getValue("kty"))
                ? bytes(jwk, "n") >= LEAST_RSA_BYTES && bytes(jwk, "e") > 0
                : bytes(jwk, "x") == CURVE_BYTES && (!jwk.containsKey("y") || bytes(jwk, "y") == CURVE_BYTES);
        if (!fits) {
            throw new IllegalArgumentException(
                    "has a key whose public part is missing, too short or not written as RFC 7518 section 6 wants it");
        }
    }

    /** How many bytes a member has; none when it is not canonical: the thumbprint would depend on who wrote it. */
    private static int bytes(JsonObject jwk, String member) {
        boolean number = "n".equals(member) || "e".equals(member);
        return Base64Url.decode(String.valueOf(jwk.getValue(member, "")))
                .filter(bytes -> !(number && bytes.length > 0 && bytes[0] == 0))
                .map(bytes -> bytes.length)
                .orElse(0);
    }

    private static void requireForSignatures(JsonObject jwk) {
        if (!"sig".equals(jwk.getValue("use", "sig"))) {
            throw new IllegalArgumentException("has a key whose use is not sig");
        }
    }

    /** RFC 7638 section 3: the required members in the order of their names, without white space. */
    private static String thumbprint(JsonObject jwk, List<String> members) {
        String canonical = members.stream()
                .map(member -> "\"" + member + "\":\"" + jwk.getValue(member) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        return Sha256.base64Url(canonical);
    }

    /** Whether the operator gave the private part. */
    public boolean canSign() {
        return privateJwk.containsKey("d");
    }

    @Override
    public String toString() {
        return algorithm + " " + kid;
    }
}
