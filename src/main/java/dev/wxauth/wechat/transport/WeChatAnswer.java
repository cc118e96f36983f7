package dev.wxauth.wechat.transport;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer of WeChat: the JSON object of one with status 200, and what was asked. Read here is what all of its APIs share:
 * errcode and errmsg.
 *
 * @param request what was asked
 * @param json what WeChat said; it may hold secrets, so that an answer prints as what was asked
 * @param errcode 0 when absent or null, as on success of code2Session; empty when it is no number, plain or quoted
 */
public record WeChatAnswer(WeChatRequest request, JsonObject json, Optional<Integer> errcode) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}");

    /** Takes what was said to what. */
    WeChatAnswer(WeChatRequest request, JsonObject json) {
        this(request, json, errcode(json.getValue("errcode")));
    }

    private static Optional<Integer> errcode(@Nullable Object errcode) {
        return errcode == null ? Optional.of(0) : number(errcode);
    }

    private static Optional<Integer> number(Object errcode) {
        String text = String.valueOf(errcode);
        boolean readable = (errcode instanceof Number || errcode instanceof String)
                && NUMBER.matcher(text).matches();
        return readable ? Optional.of(number(new BigInteger(text))) : Optional.empty();
    }

    /** WeChat's numbers are small; one that is not is none that we know, and that is all there is to say of it. */
    private static int number(BigInteger errcode) {
        return errcode.bitLength() < Integer.SIZE ? errcode.intValue() : Integer.MAX_VALUE;
    }

    /** Whether WeChat refuses with this number. */
    public boolean isRefusal(int number) {
        return errcode().filter(errcode -> errcode == number).isPresent();
    }

    /** Whether WeChat was in a state to answer at all: -1 is its word for being busy. */
    public boolean isUsable() {
        return errcode().filter(errcode -> errcode != WeChatErrors.BUSY).isPresent();
    }

    /** The errcode, or {@link Fault.UpstreamError} when there is none to read. */
    public int requireErrcode() {
        return errcode().orElseThrow(() -> unusable("WeChat's errcode is not a number"));
    }

    /** The same answer, or the fault of a refusal. */
    public WeChatAnswer accepted() {
        if (requireErrcode() != 0) {
            throw WeChatErrors.fault(this);
        }
        return this;
    }

    /** The fault of an answer that lacks something. */
    public Fault unusable(String why) {
        return new Fault.UpstreamError(request.background(why + ", for " + request + CallFailure.UNREADABLE_ADVICE)
                .by(WeChatOutcome.UNREADABLE));
    }

    /** A member that must be a text and not empty, or empty. */
    public Optional<String> text(String member) {
        return json.getValue(member) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** WeChat's own words on a refusal, fit for a log. */
    Errmsg errmsg() {
        return Errmsg.clean(text("errmsg").orElse(""), request.confidential());
    }

    /** What the log is told of a refusal, and of each line that belongs to it. */
    Background refusal(String detail) {
        int errcode = requireErrcode();
        Background refusal =
                request.background(detail).with("wechat_errcode", errcode).by(Integer.toString(errcode));
        return errmsg().rid().map(rid -> refusal.with("rid", rid)).orElse(refusal);
    }

    @Override
    public String toString() {
        return "answer to " + request;
    }
}
