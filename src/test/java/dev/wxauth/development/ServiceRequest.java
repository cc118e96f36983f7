package dev.wxauth.development;

import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.ServiceExtension;
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
    private static final String FORM = "application/x-www-form-urlencoded";
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

    /** A POST of a form of names and values by turns. */
    static ServiceRequest form(String uri, String... fields) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("Content-Type", FORM);
        return new ServiceRequest(HttpMethod.POST, uri, headers, Buffer.buffer(HttpCaller.form(fields)));
    }

    /** A request without a body. */
    static ServiceRequest bare(HttpMethod method, String uri) {
        return new ServiceRequest(method, uri, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
    }

    /** The same by the service client that may do everything. */
    ServiceRequest byClient() {
        return with("Authorization", ServiceExtension.client());
    }

    /** The same, which may be asked again by this key. */
    ServiceRequest keyed(String idempotencyKey) {
        return with("Idempotency-Key", idempotencyKey);
    }

    /** The same with an access token. */
    ServiceRequest as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    private ServiceRequest with(String header, String value) {
        return new ServiceRequest(method, uri, headers.set(header, value), body);
    }

    String name() {
        return method + " " + uri;
    }

    /** What may be seen of it. */
    JsonObject detail() {
        JsonObject shown = new JsonObject();
        SHOWN.stream().filter(headers::contains).forEach(name -> shown.put(name, headers.get(name)));
        boolean isForm = FORM.equals(headers.get("Content-Type"));
        return Masks.object(shown).mergeIn(isForm ? Masks.form(body.toString()) : Masks.body(body.toString()));
    }
}
