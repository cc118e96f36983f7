package dev.wxauth.support;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A page of a browser by the DevTools protocol: commands that are answered, and events that are kept. */
final class DevTools implements WebSocket.Listener {
    private static final int PATIENCE_SECONDS = 60;

    private final Map<Integer, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;

    private DevTools() {}

    static DevTools connect(URI page) {
        DevTools tools = new DevTools();
        tools.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, tools)
                .join();
        List.of("Page.enable", "Runtime.enable", "Log.enable", "Network.enable")
                .forEach(command -> tools.call(command, new JsonObject()));
        return tools;
    }

    JsonObject call(String method, JsonObject params) {
        int id = last.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        asked.put(id, answer);
        JsonObject command =
                new JsonObject().put("id", id).put("method", method).put("params", params);
        socket.sendText(command.encode(), true).join();
        JsonObject reply = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (reply.containsKey("error")) {
            throw new IllegalStateException(method + ": " + reply.getJsonObject("error"));
        }
        return reply.getJsonObject("result");
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
        message.append(part);
        if (isLast) {
            take(new JsonObject(message.toString()));
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(JsonObject received) {
        if (received.containsKey("id")) {
            asked.remove(received.getInteger("id")).complete(received);
            return;
        }
        JsonObject params = received.getJsonObject("params", new JsonObject());
        switch (received.getString("method")) {
            case "Network.requestWillBeSent" ->
                requests.add(params.getJsonObject("request").getString("url"));
            case "Runtime.exceptionThrown" -> complaints.add(params.encode());
            case "Runtime.consoleAPICalled" -> complain(params, params.getString("type"));
            case "Log.entryAdded" -> logged(params.getJsonObject("entry"));
            default -> {
                // There are dozens that nobody here wants.
            }
        }
    }

    private void complain(JsonObject params, String type) {
        if (type.equals("error") || type.equals("warning") || type.equals("assert")) {
            complaints.add(params.encode());
        }
    }

    /** That an answer was a 401 or lost is logged here too, by source "network"; it is no mistake of the page's. */
    private void logged(JsonObject entry) {
        if (entry.getString("level").equals("error")
                && !entry.getString("source").equals("network")) {
            complaints.add(entry.encode());
        }
    }
}
