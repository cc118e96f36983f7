package dev.wxauth.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Variables that nobody meant for us: Kubernetes adds them to every pod for each Service of its namespace, named after the
 * Service, and one that is called {@code wxauth} or {@code wxauth-redis} makes names that begin like ours
 * (kubernetes.io/docs/concepts/services-networking/service, "Environment variables").
 *
 * @param names the variables
 */
record ServiceLinks(Set<String> names) {
    private static final Pattern BY_NAME = Pattern.compile("WXAUTH(_\\w+)?_SERVICE_(HOST|PORT(_\\w+)?)"
            + "|WXAUTH(_\\w+)?_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
    private static final Pattern NAME_OF_AN_ADDRESS = Pattern.compile("WXAUTH(_\\w+)?_PORT");
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    static ServiceLinks in(Map<String, String> environment) {
        return new ServiceLinks(environment.entrySet().stream()
                .filter(variable -> isLink(variable.getKey(), variable.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static boolean isLink(String name, String value) {
        return BY_NAME.matcher(name).matches()
                || (NAME_OF_AN_ADDRESS.matcher(name).matches()
                        && ADDRESS.matcher(value.strip()).matches());
    }

    /** The environment as it would be without them. */
    Map<String, String> without(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> !names.contains(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** One sentence about all of them, if there are any: it tells what to do. */
    Optional<String> fault() {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", List.copyOf(names))
                        + ": not settings but Kubernetes' service links; say enableServiceLinks: false in the pod's"
                        + " specification, or call the Service by a name that does not begin with wxauth");
    }
}
