package dev.wxauth.authentication;

import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Secret;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The services that may ask: each with one or two secrets and its scopes. One that has no secret is public (RFC 6749 section
 * 2.1): it can only ask a user for a session of its own.
 *
 * @param byId client id to client
 */
public record Clients(Map<String, Client> byId) {
    private static final String SHAPE = "must be a comma list of id:secret:scope+scope";

    /** May ask users to be let in (RFC 8628). */
    static final String DEVICE = "device";

    /** RFC 6749 appendix A.1, without the blank: it stands in a header. */
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    private static final Set<String> SCOPES =
            Set.of("introspect", "revoke", "users:read", "users:write", "session-key", "login", DEVICE);

    /** One service. */
    public record Client(String id, List<Secret> secrets, Set<String> scopes) {
        /** Whether it cannot show who it is. */
        public boolean isPublic() {
            return secrets.isEmpty();
        }

        private static Client and(Client first, Client second) {
            if (first.isPublic() != second.isPublic()) {
                throw new IllegalArgumentException("names one client with a secret and without one");
            }
            if (!first.scopes.equals(second.scopes)) {
                throw new IllegalArgumentException("names one client twice with different scopes");
            }
            return new Client(first.id, Parse.both(first.secrets, second.secrets), first.scopes);
        }
    }

    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    public static Clients parse(String text) {
        Map<String, Client> byId = new LinkedHashMap<>();
        Parse.each(text, entry -> add(client(entry), byId));
        return new Clients(Map.copyOf(byId));
    }

    private static Client add(Client client, Map<String, Client> byId) {
        return byId.merge(client.id, client, Client::and);
    }

    private static Client client(String entry) {
        String[] parts = entry.split(":", 3);
        boolean isPublic = parts.length == 3 && parts[1].isEmpty();
        if (parts.length != 3 || parts[0].isBlank() || (parts[1].isBlank() && !isPublic)) {
            throw new IllegalArgumentException(SHAPE);
        }
        Set<String> scopes = scopes(parts[2]);
        if (isPublic && !scopes.equals(Set.of(DEVICE))) {
            throw new IllegalArgumentException("gives a client without a secret another scope than device");
        }
        if (scopes.contains(DEVICE) && !VISIBLE.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("gives the scope device to a client whose id is not printable ASCII");
        }
        return new Client(parts[0], isPublic ? List.of() : List.of(new Secret(parts[1])), scopes);
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
