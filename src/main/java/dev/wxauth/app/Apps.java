package dev.wxauth.app;

import dev.wxauth.identity.Person;
import dev.wxauth.identity.UserId;
import dev.wxauth.settings.Parse;
import dev.wxauth.settings.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The apps that are served, each with one or two AppSecrets (two while one is being replaced).
 *
 * @param secrets appid to secrets
 */
public record Apps(Map<String, List<Secret>> secrets, AppKinds kinds, OpenPlatforms platforms) {
    private static final String SHAPE = "must be a comma list of appid:secret";

    /** Mini programs of one Open Platform account. */
    public Apps(Map<String, List<Secret>> secrets) {
        this(secrets, AppKinds.NONE, OpenPlatforms.NONE);
    }

    /** Reads the setting; every failure is an IllegalArgumentException whose message shows no value. */
    public static Apps parse(String text) {
        Map<String, List<Secret>> secrets = new LinkedHashMap<>();
        Parse.each(text, entry -> add(entry, secrets));
        return new Apps(Parse.notEmpty(secrets, SHAPE));
    }

    private static List<Secret> add(String entry, Map<String, List<Secret>> secrets) {
        String[] parts = entry.split(":", 2);
        if (parts.length != 2 || !isAppid(parts[0]) || parts[1].isBlank()) {
            throw new IllegalArgumentException(SHAPE);
        }
        return secrets.merge(parts[0], List.of(new Secret(parts[1])), Parse::both);
    }

    static boolean isAppid(String text) {
        return text.matches("[A-Za-z0-9_-]{1,64}");
    }

    /** Whether this service serves the app. */
    public boolean contains(String appid) {
        return secrets.containsKey(appid);
    }

    /** The app, if it is served. */
    public Optional<App> find(String appid) {
        return contains(appid) ? Optional.of(app(appid)) : Optional.empty();
    }

    /** All of them. */
    public List<App> all() {
        return secrets.keySet().stream().map(this::app).toList();
    }

    private App app(String appid) {
        return new App(appid, kinds.of(appid), platforms.of(appid));
    }

    /** Who that user is over all apps of the Open Platform account, where the app is served and a unionid is known. */
    public Optional<Person> person(UserId user, Optional<String> unionid) {
        return find(user.appid()).flatMap(app -> app.person(unionid));
    }

    /** Whoever that user may be: one, but for an app that is not served, of which nobody says which account it was bound to. */
    public Set<Person> persons(UserId user, Optional<String> unionid) {
        return contains(user.appid()) ? person(user, unionid).map(Set::of).orElseGet(Set::of) : everyPerson(unionid);
    }

    /** Whoever somebody may be or have been by the names of accounts that are known: an app may have been bound to another one. */
    public Set<Person> everyPerson(Optional<String> unionid) {
        return unionid.map(this::everyPerson).orElseGet(Set::of);
    }

    private Set<Person> everyPerson(String unionid) {
        return platforms.names().stream().map(name -> Person.of(name, unionid)).collect(Collectors.toUnmodifiableSet());
    }

    /** Its AppSecrets, in the operator's order; empty when it is not served, which may change at any time. */
    public Optional<List<Secret>> findSecrets(String appid) {
        return Optional.ofNullable(secrets.get(appid));
    }

    /** The appid of a mini program that need not be said, when there is just one of them. */
    public Optional<String> onlyMiniProgram() {
        List<App> miniPrograms =
                all().stream().filter(app -> app.kind().hasSessionKeys()).toList();
        return miniPrograms.size() == 1 ? Optional.of(miniPrograms.get(0).appid()) : Optional.empty();
    }

    /** The appid that need not be said: of the only app, or of the only mini program, whose users no further front may lock out. */
    public Optional<String> only() {
        return secrets.size() == 1 ? Optional.of(secrets.keySet().iterator().next()) : onlyMiniProgram();
    }
}
