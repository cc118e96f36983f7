package dev.wxauth.development;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells every page that is open what happens, by Server-Sent Events (the HTML standard's section 9.2). Nothing is kept: who
 * comes later sees what comes later. Safe for use by many threads; all pages see all in the same order.
 */
final class Messages {
    private final Set<HttpServerResponse> pages = ConcurrentHashMap.newKeySet();
    private long last;

    /** Goes on until the page is closed. */
    void tell(HttpServerResponse page) {
        page.putHeader("Content-Type", "text/event-stream").setChunked(true);
        page.write("retry: 1000\n\n");
        page.closeHandler(gone -> pages.remove(page));
        page.exceptionHandler(gone -> pages.remove(page));
        pages.add(page);
    }

    /** A new arrow; gives its number. */
    synchronized long add(Message message) {
        last++;
        send("message", message.toJson(last));
        return last;
    }

    /** The answer in an exchange. */
    synchronized void complete(long id, boolean good, String text) {
        send("complete", new JsonObject().put("id", id).put("good", good).put("text", text));
    }

    private void send(String event, JsonObject data) {
        String text = "event: " + event + "\ndata: " + data.encode() + "\n\n";
        pages.forEach(page -> page.write(text));
    }
}
