package dev.wxauth.wechat;

import dev.wxauth.error.Fault;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what all of WeChat's answers share: errcode, and the rid that WeChat's support asks for. */
final class WeChatAnswer {
    private static final Pattern RID = Pattern.compile("rid: ([0-9a-f-]{1,40})");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}");

    private WeChatAnswer() {}

    /** 0 when absent or null, as on success of code2Session; empty when it is no number, plain or quoted. */
    static Optional<Integer> errcode(JsonObject answer) {
        Object errcode = Objects.requireNonNullElse(answer.getValue("errcode"), 0);
        String text = String.valueOf(errcode);
        boolean readable = (errcode instanceof Number || errcode instanceof String)
                && NUMBER.matcher(text).matches();
        return readable ? Optional.of(number(new BigInteger(text))) : Optional.empty();
    }

    /** WeChat's numbers are small; one that is not is none that we know, and that is all there is to say of it. */
    private static int number(BigInteger errcode) {
        return errcode.bitLength() < Integer.SIZE ? errcode.intValue() : Integer.MAX_VALUE;
    }

    /** Whether WeChat was in a state to answer at all: -1 is its word for being busy. */
    static boolean isUsable(JsonObject answer) {
        return errcode(answer).filter(errcode -> errcode != WeChatErrors.BUSY).isPresent();
    }

    /** The errcode, or {@link Fault.UpstreamError} when there is none to read. */
    static int requireErrcode(JsonObject answer) {
        return errcode(answer).orElseThrow(() -> new Fault.UpstreamError("WeChat's errcode is not a number"));
    }

    /** The fault of a refusal. */
    static Fault fault(JsonObject answer) {
        return WeChatErrors.fault(requireErrcode(answer), rid(answer));
    }

    /** A member that must be a text and not empty, or empty. */
    static Optional<String> text(JsonObject answer, String member) {
        return answer.getValue(member) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** For the log; the rest of errmsg is not trusted to be free of secrets. */
    static String rid(JsonObject answer) {
        Matcher rid = RID.matcher(text(answer, "errmsg").orElse(""));
        return rid.find() ? rid.group(1) : "none";
    }
}
