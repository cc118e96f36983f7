package dev.wxauth.redis;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns replies into plain texts. Redis' protocol 3 sends a map where protocol 2 sends names and values by turns. */
final class Replies {
    private Replies() {}

    /** A list, or a single value as a list of one. */
    static List<String> list(Response reply) {
        List<String> texts = new ArrayList<>();
        if (reply != null && reply.type() == ResponseType.MULTI) {
            reply.forEach(element -> texts.add(element.toString()));
        } else if (reply != null) {
            texts.add(reply.toString());
        }
        return texts;
    }

    /** Values in the order of their names; absent ones are left out. */
    static Map<String, String> named(List<String> names, Response values) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (values.get(i) != null) {
                fields.put(names.get(i), values.get(i).toString());
            }
        }
        return fields;
    }

    /** A whole hash. */
    static Map<String, String> map(Response hash) {
        Map<String, String> fields = new HashMap<>();
        if (hash.isMap()) {
            hash.getKeys().forEach(name -> fields.put(name, hash.get(name).toString()));
        } else {
            for (int i = 0; i < hash.size(); i += 2) {
                fields.put(hash.get(i).toString(), hash.get(i + 1).toString());
            }
        }
        return fields;
    }
}
