package dev.wxauth.user;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What users tell about themselves. Nobody has checked it: it says nothing about who they are. */
public record Profile(Optional<String> nickName, Optional<String> avatarUrl) {
    /** As the contract shows it: a member without a value is absent. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        nickName.ifPresent(name -> json.put(UserStore.NICK_NAME, name));
        avatarUrl.ifPresent(url -> json.put(UserStore.AVATAR_URL, url));
        return json;
    }

    @Override
    public String toString() {
        return "profile";
    }
}
