package dev.wxauth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wxauth.identity.UserId;
import dev.wxauth.token.TokenVerdict.Genuine;
import dev.wxauth.token.TokenVerdict.Reason;
import dev.wxauth.token.TokenVerdict.Refused;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens as RFC 8725 advises: one canonical form, an algorithm that is the key's own, a key id that we
 * published, every claim present and of its type. What was verified is remembered by the whole text of the token, since a
 * signature costs more than all the rest; its times are looked at every time.
 */
public final class TokenVerifier {
    private static final int REMEMBERED_CHARACTERS = 8 * 1024 * 1024;
    private static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final CurrentSigningKeys keys;
    private final TokenSettings config;
    private final InstantSource clock;
    private final Cache<String, AccessToken> verified = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_CHARACTERS)
            .weigher((String text, AccessToken token) -> text.length())
            .executor(Runnable::run)
            .build();
    private @Nullable SigningKeys verifiedUnder;

    /** Takes the keys and the names of who issues and for whom. */
    public TokenVerifier(CurrentSigningKeys keys, TokenSettings config, InstantSource clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The token's claims if it is ours and begun, expired or not; else what is wrong with it.
     *
     * @throws dev.wxauth.crypto.UnknownKeyException when it looks like ours but for its key, which this pod lacks
     */
    public TokenVerdict verify(String text) {
        JwtEngine engine = keys.engine();
        forgetUnderOther(engine.keys());
        AccessToken known = verified.getIfPresent(text);
        if (known != null) {
            return new Genuine(known);
        }
        TokenVerdict verdict = CompactJws.parse(text)
                .map(jws -> verify(jws, text, engine))
                .orElseGet(() -> new Refused(Reason.UNREADABLE));
        if (verdict instanceof Genuine genuine) {
            verified.put(text, genuine.token());
        }
        return verdict;
    }

    private TokenVerdict verify(CompactJws jws, String text, JwtEngine engine) {
        return Optional.of(jws)
                .filter(parsed -> parsed.isSignedByOneOf(engine, config.issuer()))
                .flatMap(signed -> engine.verify(text))
                .map(this::read)
                .orElseGet(() -> new Refused(Reason.SIGNATURE));
    }

    /** A key that was removed verifies no more, and neither does what it once verified. */
    private void forgetUnderOther(SigningKeys current) {
        if (!current.equals(verifiedUnder)) {
            verified.invalidateAll();
            verifiedUnder = current;
        }
    }

    private TokenVerdict read(JsonObject claims) {
        try {
            if (!isForUs(claims)) {
                return new Refused(Reason.FOREIGN);
            }
            AccessToken token = token(claims);
            return hasBegun(token, claims) ? new Genuine(token) : new Refused(Reason.NOT_YET);
        } catch (ClassCastException | NullPointerException | ArithmeticException e) {
            return new Refused(Reason.UNREADABLE);
        }
    }

    private boolean isForUs(JsonObject claims) {
        return config.issuer().equals(claims.getValue("iss"))
                && config.audience().equals(claims.getValue("aud"));
    }

    private boolean hasBegun(AccessToken token, JsonObject claims) {
        return !token.issuedAt().isAfter(latestBeginning())
                && (claims.getValue("nbf") == null || !seconds(claims, "nbf").isAfter(latestBeginning()));
    }

    /** Another pod's clock may be ahead. For the end there is no such grace: what is over is over. */
    private Instant latestBeginning() {
        return clock.instant().plus(CLOCK_SKEW);
    }

    private static AccessToken token(JsonObject claims) {
        String client = text(claims, "client_id");
        UserId user = new UserId(claims.containsKey("appid") ? text(claims, "appid") : client, text(claims, "sub"));
        return new AccessToken(
                user,
                user.tag(),
                sessionId(claims),
                text(claims, "jti"),
                seconds(claims, "iat"),
                seconds(claims, "exp"));
    }

    private static String text(JsonObject claims, String name) {
        String text = (String) claims.getValue(name);
        if (text.isEmpty()) {
            throw new ClassCastException(name + " is empty");
        }
        return text;
    }

    /** A session id and nothing else: it will be looked up beside other things. */
    private static String sessionId(JsonObject claims) {
        String id = text(claims, "sid");
        if (!SESSION_ID.matcher(id).matches()) {
            throw new ClassCastException("sid is no session id");
        }
        return id;
    }

    private static Instant seconds(JsonObject claims, String name) {
        Number seconds = (Number) claims.getValue(name);
        return Instant.ofEpochSecond(Math.max(0, Math.min(seconds.longValue(), Instant.MAX.getEpochSecond())));
    }
}
