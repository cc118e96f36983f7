package dev.wxauth.user;

import dev.wxauth.error.Fault;
import dev.wxauth.web.JsonBody;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A checked change of a profile. A member that is absent stays as it is, an empty one is cleared.
 *
 * @param nickName at most 128 code points, any of Unicode
 * @param avatarUrl http or https, at most 1024 characters
 */
public record ProfileChange(Optional<String> nickName, Optional<String> avatarUrl) {
    private static final int MOST_NAME = 128;
    private static final int MOST_URL = 1024;
    private static final Pattern URL = Pattern.compile("((?i:https?)://[^\\s\\p{Cntrl}]+)?");

    /** Throws {@link Fault.InvalidRequest}, which names the member. */
    public ProfileChange {
        nickName.ifPresent(ProfileChange::checkName);
        avatarUrl.ifPresent(ProfileChange::checkUrl);
    }

    /** Leaves nothing. */
    public static ProfileChange clearing() {
        return new ProfileChange(Optional.of(""), Optional.of(""));
    }

    private static void checkName(String name) {
        if (JsonBody.hasHalfCharacter(name)) {
            throw new Fault.InvalidRequest("The member nickName has half a character: send whole code points.");
        }
        if (name.codePointCount(0, name.length()) > MOST_NAME) {
            throw new Fault.InvalidRequest("The member nickName must be at most 128 code points long.");
        }
    }

    private static void checkUrl(String url) {
        boolean fits = !JsonBody.hasHalfCharacter(url)
                && url.codePointCount(0, url.length()) <= MOST_URL
                && URL.matcher(url).matches();
        if (!fits) {
            throw new Fault.InvalidRequest(
                    "The member avatarUrl must be an http or https address of at most 1024 characters, or empty.");
        }
    }

    @Override
    public String toString() {
        return "profile change";
    }
}
