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
 */
public record Background(String detail, Map<String, Object> members, boolean operators) {
    static final Background NONE = of("");
    private static final String CAUSE = "cause";

    public Background {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** A detail, and no more. */
    public static Background of(String detail) {
        return new Background(detail, Map.of(), false);
    }

    /** The same with one more member. */
    public Background with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Background(detail, more, operators);
    }

    /** The same, of something that only the operator can mend. */
    public Background forOperator() {
        return new Background(detail, members, true);
    }

    /** The same, of this kind: what has the same one is counted together. */
    public Background by(String kind) {
        return with(CAUSE, kind);
    }

    /** Of which kind it is, in a word; the detail where nobody said. */
    public String cause() {
        return String.valueOf(members.getOrDefault(CAUSE, detail));
    }
}
