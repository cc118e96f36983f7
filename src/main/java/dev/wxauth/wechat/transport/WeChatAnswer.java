package dev.wxauth.wechat.transport;

import dev.wxauth.error.Background;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer of WeChat: the JSON object of one with status 200, and what was asked. Read here is what all of its APIs share:
 * errcode and errmsg.
 *
 * @param request what was asked
 * @param json what WeChat said; it may hold secrets, so that an answer prints as what was asked
 * @param errcode 0 when absent or null, as on success of code2Session
 */
public record WeChatAnswer(WeChatRequest request, JsonObject json, int errcode) {
    private static final int MOST_ID_CHARACTERS = 128;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}");

    /**
     * What was said to a request, be it a refusal; throws {@link Fault.UpstreamError} when nothing can be made of it. This
     * comes before the answer is counted, so that whatever is answered with 502 counts as unreadable.
     */
    static WeChatAnswer read(WeChatRequest request, JsonObject json) {
        Object errcode = json.getValue("errcode");
        if (errcode != null && !isNumber(errcode)) {
            throw unusable(request, "WeChat's errcode is not a number");
        }
        WeChatAnswer answer =
                new WeChatAnswer(request, json, errcode == null ? 0 : number(new BigInteger(errcode.toString())));
        if (answer.errcode == 0) {
            request.reader().accept(answer);
        }
        return answer;
    }

    /** Plain or quoted. */
    private static boolean isNumber(Object errcode) {
        return (errcode instanceof Number || errcode instanceof String)
                && NUMBER.matcher(errcode.toString()).matches();
    }

    /** WeChat's numbers are small; one that is not is none that we know, and that is all there is to say of it. */
    private static int number(BigInteger errcode) {
        return errcode.bitLength() < Integer.SIZE ? errcode.intValue() : Integer.MAX_VALUE;
    }

    /** Whether WeChat refuses with this number. */
    public boolean isRefusal(int number) {
        return errcode == number;
    }

    /** Whether WeChat says that it is in no state to answer. */
    boolean isBusy() {
        return errcode == WeChatErrors.BUSY;
    }

    /** The same answer, or the fault of a refusal. */
    public WeChatAnswer accepted() {
        if (errcode != 0) {
            throw WeChatErrors.fault(this);
        }
        return this;
    }

    /** The fault of an answer that lacks something. */
    public Fault unusable(String why) {
        return unusable(request, why);
    }

    private static Fault unusable(WeChatRequest request, String why) {
        return new Fault.UpstreamError(request.background(why + ", for " + request + CallFailure.UNREADABLE_ADVICE)
                .by(WeChatOutcome.UNREADABLE));
    }

    /** A member that must be a text and not empty, or empty. */
    public Optional<String> text(String member) {
        return json.getValue(member) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** A member that must be an openid or a unionid, or empty. */
    public Optional<String> id(String member) {
        return text(member).filter(WeChatAnswer::isId);
    }

    private static boolean isId(String text) {
        return text.length() <= MOST_ID_CHARACTERS
                && text.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    /** Whose code it was that was exchanged, or {@link Fault.UpstreamError} when there is no openid. */
    public UserId user() {
        return new UserId(request.appid(), id("openid").orElseThrow(() -> unusable("WeChat's answer has no openid")));
    }

    /** WeChat's own words on a refusal, fit for a log. */
    Errmsg errmsg() {
        return Errmsg.clean(text("errmsg").orElse(""), request.confidential());
    }

    /** What the log is told of a refusal, and of each line that belongs to it. */
    Background refusal(String detail) {
        Background refusal =
                request.background(detail).with("wechat_errcode", errcode).by(Integer.toString(errcode));
        return errmsg().rid().map(rid -> refusal.with("rid", rid)).orElse(refusal);
    }

    @Override
    public String toString() {
        return "answer to " + request;
    }
}
