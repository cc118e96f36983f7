package dev.wxauth.support;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.stream.StreamSupport;

/** Looks at Redis from outside, past the service; every call waits for its answer. */
public final class RedisView {
    private final Redis client;

    /** Looks at the Redis at this address. */
    public RedisView(Vertx vertx, String url) {
        this.client = Redis.createClient(vertx, url);
    }

    /** Sends any command. */
    public Response call(String command, String... arguments) {
        Request request = Request.cmd(Command.create(command));
        for (String argument : arguments) {
            request.arg(argument);
        }
        return Await.result(client.send(request));
    }

    /** All keys there are. */
    public List<String> keys() {
        return StreamSupport.stream(call("KEYS", "*").spliterator(), false)
                .map(Response::toString)
                .sorted()
                .toList();
    }

    /** A number that the server counts, such as {@code total_connections_received} of the section {@code stats}. */
    public long count(String section, String name) {
        return call("INFO", section)
                .toString()
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Empties it. */
    public void clear() {
        call("FLUSHALL");
    }

    /** Lets go of it. */
    public void close() {
        client.close();
    }
}
