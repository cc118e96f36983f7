package dev.wxauth.identity;

import dev.wxauth.crypto.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One human over all apps of one Open Platform account (contract, section 11). It follows from what WeChat says, so that nothing
 * has to be allotted, and nothing merged.
 *
 * @param id 22 characters of base64url
 */
public record Person(String id) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    /** Whose unionid that is within the Open Platform account which the operator calls so. NUL stands in neither. */
    public static Person of(String platform, String unionid) {
        return new Person(Sha256.shortBase64Url("person\0" + platform + '\0' + unionid));
    }

    /** The person of that id; empty when it cannot be one's. */
    public static Optional<Person> find(String id) {
        return ID.matcher(id).matches() ? Optional.of(new Person(id)) : Optional.empty();
    }
}
