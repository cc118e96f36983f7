package dev.wxauth.admin;

import dev.wxauth.error.Fault;
import dev.wxauth.web.JsonBody;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the roles that a user is to have. */
final class Roles {
    private static final int MOST = 32;
    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private Roles() {}

    /** Each of them once. Throws {@link Fault.InvalidRequest}. */
    static List<String> read(JsonBody body) {
        List<String> roles = body.strings("roles");
        boolean fit = roles.size() <= MOST
                && roles.stream().allMatch(role -> ROLE.matcher(role).matches());
        if (!fit) {
            throw new Fault.InvalidRequest(
                    "The member roles must be at most 32 of 1 to 64 characters of A-Z, a-z, 0-9, dot, _, : and -.");
        }
        return roles.stream().distinct().toList();
    }
}
