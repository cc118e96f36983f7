package dev.wxauth.person;

import dev.wxauth.identity.UserId;
import java.time.Instant;

/**
 * A user who is a person, by the user's own record.
 *
 * @param since when the user was first known to be that person
 */
public record PersonUser(UserId id, Instant since) {
    @Override
    public String toString() {
        return "user";
    }
}
