package dev.wxauth.user;

import dev.wxauth.identity.UserId;
import java.util.List;
import java.util.Optional;

/**
 * A user who has logged in.
 *
 * @param unionid as WeChat last gave it
 * @param roles in the order they were given
 */
public record User(UserId id, Optional<String> unionid, List<String> roles, Profile profile) {
    @Override
    public String toString() {
        return "user";
    }
}
