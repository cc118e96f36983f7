package dev.wxauth.authentication;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Secret;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services that may ask: each with one or two secrets and its scopes.
 *
 * @param byId client id to client
 */
public record Clients(Map<String, Client> byId) {
    private static final String SHAPE = "must be a comma list of id:secret:scope+scope";
    private static final Set<String> SCOPES =
            Set.of("introspect", "revoke", "users:read", "users:write", "session-key");

    /** One service. */
    public record Client(String id, List<Secret> secrets, Set<String> scopes) {
        private static Client and(Client first, Client second) {
            if (!first.scopes.equals(second.scopes)) {
                throw new IllegalArgumentException("names one client twice with different scopes");
            }
            return new Client(first.id, Parse.both(first.secrets, second.secrets), first.scopes);
        }
    }

    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    public static Clients parse(String text) {
        Map<String, Client> byId = new LinkedHashMap<>();
        Parse.list(text).stream().map(Clients::client).forEach(client -> byId.merge(client.id, client, Client::and));
        return new Clients(Map.copyOf(byId));
    }

    private static Client client(String entry) {
        String[] parts = entry.split(":", 3);
        if (parts.length != 3 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException(SHAPE);
        }
        return new Client(parts[0], List.of(new Secret(parts[1])), scopes(parts[2]));
    }

    private static Set<String> scopes(String text) {
        Set<String> scopes = Set.copyOf(Arrays.stream(text.split("\\+", -1))
                .map(String::strip)
                .distinct()
                .toList());
        if (!SCOPES.containsAll(scopes)) {
            throw new IllegalArgumentException("names a scope that does not exist");
        }
        return scopes;
    }

    /** Empty when no such client is known. */
    public Optional<Client> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
