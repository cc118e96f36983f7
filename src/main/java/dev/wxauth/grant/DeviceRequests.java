package dev.wxauth.grant;

import static dev.wxauth.redis.LuaScript.millis;

import dev.wxauth.crypto.Keyring;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.redis.LuaScript;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.rotation.KeyLookup;
import dev.wxauth.web.IpAddress;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * Requests of other devices in Redis: one hash each, and one script for each change of it; the clock is Redis's. From the
 * ticket and from the device_code the same name of that hash is computed, so that nothing has to point to it.
 *
 * <p>Every method fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
 */
public final class DeviceRequests {
    /** RFC 8628 section 3.2: how long a device waits between two polls. */
    public static final Duration INTERVAL = Duration.ofSeconds(3);

    /** How long a request is remembered after its end, so that a late poll learns that it was late. */
    private static final Duration REMEMBERED = Duration.ofSeconds(65);

    private static final Duration ANSWER_IS_KEPT = Duration.ofSeconds(60);

    private static final LuaScript START = LuaScript.named("device-start", "device-requests");
    private static final LuaScript SCAN = LuaScript.named("device-scan", "device-requests");
    private static final LuaScript DECIDE = LuaScript.named("device-decide", "device-requests");
    private static final LuaScript KEEP = LuaScript.named("device-keep");

    private final RedisCommands redis;
    private final RedisKeys names;
    private final Duration ttl;
    private final DeviceCodeCodec codes;
    private final Polls polls;
    private final KeyLookup lookup;
    private final SecureRandom random;

    /**
     * Takes the door to Redis, and what device_codes are made under.
     *
     * @param ttl how long a request waits for its user
     */
    public DeviceRequests(
            RedisCommands redis,
            RedisKeys names,
            Duration ttl,
            Keyring keyring,
            KeyLookup lookup,
            SecureRandom random) {
        this.redis = redis;
        this.names = names;
        this.ttl = ttl;
        this.codes = new DeviceCodeCodec(keyring);
        this.polls = new Polls(redis, names);
        this.lookup = lookup;
        this.random = random;
    }

    /** A ticket that nobody has. */
    public Ticket newTicket() {
        return Ticket.random(random);
    }

    /** Begins a request. Succeeds with its codes; fails also while nobody knows which key those are made under. */
    public Future<Begun> start(Ticket ticket, NewRequest asked) {
        return Future.succeededFuture(ticket)
                .map(made -> new Begun(codes.write(made.requestId(), asked.client()), made))
                .compose(begun -> redis.run(START, keys(ticket.requestId()), arguments(ticket, asked))
                        .map(begun));
    }

    private List<String> arguments(Ticket ticket, NewRequest asked) {
        return List.of(
                millis(ttl),
                millis(REMEMBERED),
                millis(INTERVAL),
                asked.client(),
                asked.appid(),
                asked.device().orElse(""),
                mark(ticket, asked.address()));
    }

    private static String mark(Ticket ticket, String address) {
        return ticket.networkMark(IpAddress.subscriber(address));
    }

    /** A user scans. Succeeds with what it is about, or why this user may not know. */
    public Future<Scan> scan(Ticket ticket, UserId user, String address) {
        return redis.run(SCAN, key(ticket.requestId()), List.of(user.appid(), user.tag()))
                .map(reply -> Scan.of(reply, mark(ticket, address)));
    }

    /** Succeeds with whether a user may agree to a request, and has. */
    public Future<Decision> mayAgree(Ticket ticket, UserId user) {
        return decide(ticket, user, "agreed", "1");
    }

    /** A user agrees, whose consent was noted. Succeeds with what comes of it. */
    public Future<Decision> agree(Ticket ticket, UserId user) {
        return decide(ticket, user, "agreed", "0");
    }

    /** A user declines. Succeeds with what comes of it. */
    public Future<Decision> deny(Ticket ticket, UserId user) {
        return decide(ticket, user, "denied", "0");
    }

    private Future<Decision> decide(Ticket ticket, UserId user, String decision, String ask) {
        return redis.run(DECIDE, keys(ticket.requestId()), List.of(user.appid(), user.tag(), decision, ask))
                .map(Decision::of);
    }

    /** How long a consent must be known, from when it is given on: until no redemption can begin, or end, any more. */
    public Duration lifeOfConsent() {
        return ttl.plus(REMEMBERED).plus(ANSWER_IS_KEPT);
    }

    /**
     * Succeeds with a genuine device_code of that client. Fails with {@link Fault.InvalidGrant} for any other, and with
     * {@link Fault.TemporarilyUnavailable} for one whose key may not have reached this pod yet.
     */
    public Future<DeviceCode> read(String deviceCode, String client) {
        return lookup.find(() -> codes.read(deviceCode, client)).map(code -> code.orElseThrow(Poll::unknown));
    }

    /** What the session will be called that a request becomes: the same on every pod. */
    public String sessionId(DeviceCode code) {
        return codes.sessionId(code);
    }

    /**
     * A device asks whether it may come in. Succeeds with how far that is once the user has agreed; fails with
     * {@link Fault.TokenRefused} as long as nobody has, or will, and with {@link Fault.InvalidGrant} for what is not any more.
     */
    public Future<Poll> poll(DeviceCode code) {
        return polls.poll(code.requestId());
    }

    /** Keeps the sealed answer that a request was redeemed for. Succeeds with the one to give: the first that was kept. */
    public Future<Kept> keep(DeviceCode code, String sealed) {
        return redis.run(KEEP, key(code.requestId()), List.of(sealed, millis(ANSWER_IS_KEPT)))
                .map(reply -> reply.size() == 2 ? new Kept(reply.get(1), false) : new Kept(sealed, true));
    }

    /**
     * The answer to a redemption.
     *
     * @param sealed the answer that counts
     * @param first whether it is the one that was to be kept
     */
    public record Kept(String sealed, boolean first) {
        @Override
        public String toString() {
            return "kept answer";
        }
    }

    private List<String> keys(String requestId) {
        return List.of(names.deviceRequest(requestId), names.devicePoll(requestId));
    }

    private List<String> key(String requestId) {
        return List.of(names.deviceRequest(requestId));
    }
}
