package dev.wxauth.token;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.KeyKind;
import dev.wxauth.crypto.UnknownKeyException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The outside of a token in compact serialisation (RFC 7515 section 7.1), looked at before any signature is: three parts
 * of canonical base64url, a header without extensions, a signature of the length that its algorithm has. The JWT library
 * is laxer in each of these.
 */
record CompactJws(JsonObject header, Buffer payload, int signatureBytes) {
    private static final int MOST_CHARACTERS = 8192;
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int CURVE_SIGNATURE_BYTES = 64;

    static Optional<CompactJws> parse(String text) {
        String[] parts = text.length() > MOST_CHARACTERS ? new String[0] : text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonObject header = new JsonObject(Buffer.buffer(canonical(parts[0])));
            return Optional.of(new CompactJws(header, Buffer.buffer(canonical(parts[1])), canonical(parts[2]).length));
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static byte[] canonical(String part) {
        return Base64Url.decode(part).orElseThrow(() -> new IllegalArgumentException("not canonical"));
    }

    /**
     * Whether it says of itself that one of the engine's keys signed it.
     *
     * @throws UnknownKeyException when it says so of a key that the engine lacks, and looks like ours in all else
     */
    boolean isSignedByOneOf(JwtEngine engine, String issuer) {
        if (!(header.getValue("kid") instanceof String kid) || header.containsKey("crit") || !isJwt()) {
            return false;
        }
        Optional<SigningKey> key = engine.find(kid);
        if (key.isEmpty() && THUMBPRINT.matcher(kid).matches() && isIssuedBy(issuer)) {
            throw new UnknownKeyException(KeyKind.SIGNING, kid);
        }
        return key.filter(this::fits).isPresent();
    }

    private boolean isIssuedBy(String issuer) {
        try {
            return issuer.equals(new JsonObject(payload).getValue("iss"));
        } catch (DecodeException | ClassCastException e) {
            return false;
        }
    }

    /** RFC 8725 section 3.11: what we sign as something else is no access token. */
    private boolean isJwt() {
        return header.getValue("typ", "JWT") instanceof String type && type.equalsIgnoreCase("JWT");
    }

    private boolean fits(SigningKey key) {
        return key.algorithm().equals(header.getValue("alg"))
                && (key.algorithm().equals("RS256") || signatureBytes == CURVE_SIGNATURE_BYTES);
    }
}
