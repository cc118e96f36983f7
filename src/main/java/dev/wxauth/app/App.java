package dev.wxauth.app;

import dev.wxauth.identity.Person;
import java.util.Optional;

/**
 * An app that is served, as it was when it was looked up: what follows from its kind must not change within a request.
 *
 * @param platform the operator's name for the Open Platform account that it is bound to
 */
public record App(String appid, AppKind kind, String platform) {
    /** Who its user is over all apps of that account, wherever a unionid is known. */
    public Optional<Person> person(Optional<String> unionid) {
        return unionid.map(known -> Person.of(platform, known));
    }
}
