package dev.wxauth.session;

import dev.wxauth.crypto.Keyring;
import dev.wxauth.error.Fault;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What users agree to for other devices, each in the user's own slot, and the sessions that come of it. An erasure and a logout
 * everywhere take back what was agreed to, by the same scripts that end the sessions; the end of one session does not.
 *
 * <p>Every method fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach; whether it was done may then be
 * asked again.
 */
public final class Consents {
    private static final LuaScript AGREE = LuaScript.named("device-consent", "sessions");
    private static final LuaScript REDEEM = LuaScript.named("device-redeem", "sessions", "users", "session-begin");

    private final RedisCommands redis;
    private final RedisKeys names;
    private final SessionSettings config;
    private final Keyring keyring;

    /** Takes the door to Redis, and what the sessions' skeys are made under. */
    public Consents(RedisCommands redis, RedisKeys names, SessionSettings config, Keyring keyring) {
        this.redis = redis;
        this.names = names;
        this.config = config;
        this.keyring = keyring;
    }

    /**
     * Notes that a session's user agrees to a request. Fails with {@link Fault.InvalidToken} when that session has ended.
     *
     * @param life how long a redemption may take
     */
    public Future<Void> agree(SessionName session, String request, Duration life) {
        return redis.run(
                        AGREE,
                        List.of(names.sessions(session.tag()), names.consents(session.tag())),
                        List.of(session.id(), request, Long.toString(life.toMillis())))
                .map(Consents::requireAlive);
    }

    private static Void requireAlive(List<String> noted) {
        if (noted.equals(List.of("0"))) {
            throw Fault.InvalidToken.refused();
        }
        return null;
    }

    /** Makes the session that was agreed to, or finds it again. Succeeds with what came of it. */
    public Future<Redeemed> redeem(Redemption redemption) {
        String tag = redemption.session().tag();
        return Future.succeededFuture(redemption)
                .map(this::arguments)
                .compose(arguments -> redis.run(
                        REDEEM, List.of(names.sessions(tag), names.user(tag), names.consents(tag)), arguments))
                .map(reply -> redeemed(redemption, reply));
    }

    private List<String> arguments(Redemption redemption) {
        return List.of(
                redemption.request(),
                redemption.session().id(),
                keyring.sealingKid(),
                redemption.device().orElse(""),
                Long.toString(config.ofOtherDevices().idle().toMillis()),
                Long.toString(config.ofOtherDevices().most().toMillis()),
                Integer.toString(config.maxSessions()),
                redemption.client());
    }

    private static Redeemed redeemed(Redemption redemption, List<String> reply) {
        return switch (reply.get(0)) {
            case "denied" -> new Redeemed.Denied();
            case "ended" -> new Redeemed.Ended();
            default -> new Redeemed.Open(begun(redemption, reply));
        };
    }

    private static Begun begun(Redemption redemption, List<String> reply) {
        UserSession session = SessionFields.read(redemption.session().id(), Optional.of(redemption.client()), reply);
        return Begun.beside(session, reply.subList(5, reply.size()));
    }
}
