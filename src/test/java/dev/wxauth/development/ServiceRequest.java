package dev.wxauth.development;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A request to the service, from whomever.
 *
 * @param method its method
 * @param uri path and query
 * @param headers those that the service looks at
 * @param body empty where there is none
 */
record ServiceRequest(HttpMethod method, String uri, MultiMap headers, Buffer body) {
    private static final List<String> PASSED =
            List.of("Content-Type", "Authorization", "Idempotency-Key", "Accept", "X-Request-Id", "X-WX-Skey");
    private static final List<String> SHOWN = List.of("Authorization", "Idempotency-Key");

    /** A mini program's, with its body. */
    static ServiceRequest of(HttpServerRequest request, Buffer body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        PASSED.stream().filter(request.headers()::contains).forEach(name -> headers.set(name, request.getHeader(name)));
        return new ServiceRequest(request.method(), request.uri(), headers, body);
    }

    /** A POST of JSON. */
    static ServiceRequest post(String uri, JsonObject body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("Content-Type", "application/json");
        return new ServiceRequest(HttpMethod.POST, uri, headers, body.toBuffer());
    }

    /** The same with an access token. */
    ServiceRequest as(String token) {
        return new ServiceRequest(method, uri, headers.set("Authorization", "Bearer " + token), body);
    }

    String name() {
        return method + " " + uri;
    }

    /** What may be seen of it. */
    JsonObject detail() {
        JsonObject shown = new JsonObject();
        SHOWN.stream().filter(headers::contains).forEach(name -> shown.put(name, headers.get(name)));
        return Masks.object(shown).mergeIn(Masks.body(body.toString()));
    }
}
