package dev.wxauth.grant;

import dev.wxauth.crypto.Base64Url;
import dev.wxauth.crypto.Keyring;
import dev.wxauth.crypto.Purpose;
import dev.wxauth.error.Fault;
import dev.wxauth.redis.RedisCommands;
import dev.wxauth.redis.RedisKeys;
import dev.wxauth.rotation.KeyLookup;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leads from a code that a user types to the ticket. There are too few such codes to be hidden by a plain hash, so that they
 * stand in Redis by a keyed one, and the ticket is sealed.
 *
 * <p>Every method fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
 */
public final class TypedCodes {
    private final RedisCommands redis;
    private final RedisKeys names;
    private final Duration ttl;
    private final Keyring keyring;
    private final KeyLookup lookup;

    /**
     * Takes the door to Redis, and what hides codes and tickets.
     *
     * @param ttl how long a request waits for its user
     */
    public TypedCodes(RedisCommands redis, RedisKeys names, Duration ttl, Keyring keyring, KeyLookup lookup) {
        this.redis = redis;
        this.names = names;
        this.ttl = ttl;
        this.keyring = keyring;
        this.lookup = lookup;
    }

    /** Succeeds with whether the ticket's code leads to it from now on; it does not when it leads to another one. */
    public Future<Boolean> keep(Ticket ticket) {
        return Future.succeededFuture(ticket)
                .map(kept -> keyring.seal(Purpose.DEVICE_TICKET, bytes(kept.text())))
                .compose(text -> redis.setIfAbsent(name(keyring.sealingKid(), ticket.userCode()), text, ttl));
    }

    private String name(String kid, String userCode) {
        return names.typedCode(Base64Url.encode(keyring.mac(kid, Purpose.TYPED_CODE, bytes(Ticket.plain(userCode)))));
    }

    /** Succeeds with the ticket that a code leads to, if there is one. Each key that is held may be the one that it was kept under. */
    public Future<Optional<Ticket>> find(String userCode) {
        Map<String, byte[]> macs = keyring.macs(Purpose.TYPED_CODE, bytes(Ticket.plain(userCode)));
        List<Future<Optional<String>>> found = macs.values().stream()
                .map(mac -> redis.get(names.typedCode(Base64Url.encode(mac))))
                .toList();
        return Future.all(found).map(all -> first(found)).compose(this::open);
    }

    private static Optional<String> first(List<Future<Optional<String>>> found) {
        return found.stream().map(Future::result).flatMap(Optional::stream).findFirst();
    }

    private Future<Optional<Ticket>> open(Optional<String> sealed) {
        return lookup.find(() -> sealed.flatMap(this::ticket));
    }

    private Optional<Ticket> ticket(String sealed) {
        return Ticket.parse(new String(keyring.open(Purpose.DEVICE_TICKET, sealed), StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
