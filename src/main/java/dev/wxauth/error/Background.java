package dev.wxauth.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is behind a fault: for the log alone. It never holds a secret, and the caller never sees it.
 *
 * @param detail what happened, in a clause for people; may be empty
 * @param members what log lines name beside it, such as {@code appid}, {@code wechat_errcode} and {@code rid}
 * @param operators whether only the operator can mend it
 * @param cause the kind of it in a word, by which it is counted; may be empty
 */
public record Background(String detail, Map<String, Object> members, boolean operators, String cause) {
    static final Background NONE = of("");

    public Background {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** A detail, and no more. */
    public static Background of(String detail) {
        return new Background(detail, Map.of(), false, "");
    }

    /** The same with one more member. */
    public Background with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Background(detail, more, operators, cause);
    }

    /** The same, of something that only the operator can mend. */
    public Background forOperator() {
        return new Background(detail, members, true, cause);
    }

    /** The same, of this kind. */
    public Background by(String kind) {
        return new Background(detail, members, operators, kind);
    }
}
