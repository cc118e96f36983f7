package dev.wxauth.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A way in which WeChat, or the network on the way to it, goes wrong: the switches of section 10 of the WeChat page.
 *
 * <p>Whatever the trouble, a code that was sent is spent (section 1.5). There are two exceptions: {@link
 * #dropBeforeReading}, and an errcode by which WeChat refuses before it looks at the code, such as 40125 or 45011.
 */
public final class Trouble {

    private static final Trouble NONE = answering("none", UnaryOperator.identity());

    private final String name;
    private final boolean beforeReading;
    private final Consumer<Call> effect;

    private Trouble(String name, boolean beforeReading, Consumer<Call> effect) {
        this.name = name;
        this.beforeReading = beforeReading;
        this.effect = effect;
    }

    /** No trouble at all: the right answer. */
    public static Trouble none() {
        return NONE;
    }

    /** WeChat answers this errcode, with its text and a rid. */
    public static Trouble errcode(int errcode) {
        return trouble("errcode " + errcode, call -> call.send(call.refusal(errcode)));
    }

    /** As {@link #errcode}, but the number is written as a string. */
    public static Trouble errcodeAsString(int errcode) {
        return trouble(
                "errcode \"" + errcode + "\"",
                call -> call.send(call.refusal(errcode).put("errcode", String.valueOf(errcode))));
    }

    /** The right answer, too late. The code is spent when the request arrives. */
    public static Trouble latency(Duration delay) {
        return trouble("latency " + delay, call -> call.sendAfter(delay, call.answer()));
    }

    /** WeChat hears the request and never answers. */
    public static Trouble silence() {
        return trouble("silence", Call::answer);
    }

    /** WeChat does what it was asked for, and the connection is lost before the answer. */
    public static Trouble dropAfterConsuming() {
        return trouble("drop after consuming", Trouble::consumeAndDrop);
    }

    /** The connection is lost before WeChat takes the request in: it does nothing. */
    public static Trouble dropBeforeReading() {
        return new Trouble("drop before reading", true, Call::drop);
    }

    /** A body that ends in the middle of the JSON text, though the Content-Length is right. */
    public static Trouble truncatedJson() {
        return trouble("truncated JSON", Trouble::sendTruncated);
    }

    /** The connection is lost in the middle of the body. */
    public static Trouble cutBody() {
        return trouble("cut body", call -> call.sendHalf(call.answer()));
    }

    /** A page of some proxy instead of WeChat's answer. */
    public static Trouble html(int status) {
        Buffer page = Buffer.buffer("<html><head><title>" + status + "</title></head><body>nginx</body></html>\r\n");
        return replacing("html " + status, status, "text/html", page);
    }

    /** Status 200 with nothing in it. */
    public static Trouble emptyBody() {
        return replacing("empty body", 200, "text/html", Buffer.buffer());
    }

    /** The right answer under another status. */
    public static Trouble status(int status) {
        return trouble(
                "status " + status,
                call -> call.send(status, call.contentType(), call.answer().toBuffer()));
    }

    /** Status 302 to this location, with the right answer as its body. */
    public static Trouble redirect(String location) {
        return trouble("redirect", call -> call.redirect(location, call.answer()));
    }

    /** The right answer with a member of so many bytes more. */
    public static Trouble oversized(int bytes) {
        return answering("oversized by " + bytes, answer -> answer.put("padding", "x".repeat(bytes)));
    }

    /** The right answer, one byte at a time. */
    public static Trouble drip(Duration perByte) {
        return trouble("drip " + perByte, call -> call.drip(perByte, call.answer()));
    }

    /** A success with this text as its session_key. */
    public static Trouble sessionKey(String sessionKey) {
        return answering("session_key", answer -> answer.put("session_key", sessionKey));
    }

    /** The right answer with this member, whatever it was. */
    public static Trouble member(String name, Object value) {
        return answering(name, answer -> answer.put(name, value));
    }

    /** A success without an openid. */
    public static Trouble noOpenid() {
        return answering("no openid", Trouble::withoutOpenid);
    }

    /** The right answer among members that nobody knows, and the expires_in of old. */
    public static Trouble extraFields() {
        return answering("extra fields", Trouble::withExtraFields);
    }

    /** A success that says errcode 0 and errmsg ok. */
    public static Trouble errcodeZero() {
        return answering(
                "errcode 0",
                answer -> new JsonObject().put("errcode", 0).put("errmsg", "ok").mergeIn(answer));
    }

    /** The right answer with its members in the reverse order. */
    public static Trouble memberOrderReversed() {
        return answering("member order reversed", Trouble::reversed);
    }

    /** This text in place of the answer. */
    public static Trouble notJson(String text) {
        return replacing("not JSON", 200, "text/plain", Buffer.buffer(text));
    }

    /** The right answer under another content type. */
    public static Trouble contentType(String contentType) {
        return trouble(
                contentType, call -> call.send(200, contentType, call.answer().toBuffer()));
    }

    /** This trouble every other time, and the right answer in between. */
    public static Trouble everyOther(Trouble trouble) {
        AtomicInteger calls = new AtomicInteger();
        return trouble(
                "every other time " + trouble.name,
                call -> (calls.incrementAndGet() % 2 == 0 ? NONE : trouble).effect.accept(call));
    }

    boolean isBeforeReading() {
        return beforeReading;
    }

    void befall(Call call) {
        effect.accept(call);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Answers as usual, but with this openid. */
    public static Trouble openid(String openid) {
        return answering("openid", answer -> answer.put("openid", openid));
    }

    private static Trouble trouble(String name, Consumer<Call> effect) {
        return new Trouble(name, false, effect);
    }

    private static Trouble answering(String name, UnaryOperator<JsonObject> edit) {
        return trouble(name, call -> call.send(edit.apply(call.answer())));
    }

    private static Trouble replacing(String name, int status, String contentType, Buffer body) {
        return trouble(name, call -> {
            call.answer();
            call.send(status, contentType, body);
        });
    }

    private static void consumeAndDrop(Call call) {
        call.answer();
        call.drop();
    }

    private static void sendTruncated(Call call) {
        Buffer body = call.answer().toBuffer();
        call.send(200, call.contentType(), body.slice(0, body.length() / 2));
    }

    private static JsonObject withoutOpenid(JsonObject answer) {
        answer.remove("openid");
        return answer;
    }

    private static JsonObject withExtraFields(JsonObject answer) {
        return new JsonObject()
                .put("expires_in", 7200)
                .put("nothing", null)
                .put("nested", new JsonObject().put("openid", "not this one"))
                .mergeIn(answer)
                .put("list", new JsonArray().add("微信").add(1.5));
    }

    private static JsonObject reversed(JsonObject answer) {
        List<String> names = new ArrayList<>(answer.fieldNames());
        Collections.reverse(names);
        JsonObject reversed = new JsonObject();
        names.forEach(name -> reversed.put(name, answer.getValue(name)));
        return reversed;
    }
}
