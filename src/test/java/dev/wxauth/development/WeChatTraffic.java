package dev.wxauth.development;

import dev.wxauth.simulator.CallWatcher;
import dev.wxauth.simulator.RecordedCall;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What wxauth and WeChat say to each other, seen at WeChat's. */
final class WeChatTraffic implements CallWatcher {
    private final Messages messages;

    WeChatTraffic(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void arrived(RecordedCall call) {
        JsonObject params = new JsonObject();
        call.params().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(param -> params.put(param.getKey(), param.getValue()));
        messages.add(Message.ask(Lane.WXAUTH, Lane.WECHAT, name(call), Masks.object(params)));
    }

    @Override
    public void answered(RecordedCall call, int status, String body) {
        JsonObject answer = Masks.body(body);
        boolean good = answer.getInteger("errcode", 0) == 0;
        String text = good ? String.join(", ", answer.fieldNames()) : "errcode " + answer.getValue("errcode");
        messages.add(Message.answer(Lane.WECHAT, Lane.WXAUTH, good, text, answer));
    }

    @Override
    public void dropped(RecordedCall call) {
        messages.add(new Message(Lane.WECHAT, Lane.WXAUTH, Message.Kind.LOST, name(call), new JsonObject()));
    }

    private static String name(RecordedCall call) {
        return call.path().substring(call.path().lastIndexOf('/') + 1);
    }
}
