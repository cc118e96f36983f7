package dev.wxauth.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.tracing.TagExtractor;
import java.util.Set;

/**
 * All that a span may say, by the names of OpenTelemetry's semantic conventions: nothing that is not listed here leaves. Of
 * what the conventions want besides, path, query, user agent, address and the text of failures are left out knowingly.
 */
final class SpanAttributes {
    static final AttributeKey<String> HTTP_METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> DB_OPERATION = AttributeKey.stringKey("db.operation.name");
    private static final AttributeKey<String> DB_SCRIPT = AttributeKey.stringKey("db.stored_procedure.name");

    /** Those that the conventions know (RFC 9110 and RFC 5789). Anybody can make up one, and write into it what he likes. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

    private static final String OTHER_METHOD = "_OTHER";

    private SpanAttributes() {}

    /** A method that everybody knows, or the conventions' name for all others. */
    static String method(String sent) {
        return METHODS.contains(sent) ? sent : OTHER_METHOD;
    }

    /** How a request's span is called while nobody knows which route serves it. */
    static String name(String method) {
        return method.equals(OTHER_METHOD) ? "HTTP" : method;
    }

    /** What the span of a request says from the start, in the library's form. */
    static TagExtractor<HttpServerRequest> ofRequest() {
        return new TagExtractor<>() {
            @Override
            public int len(HttpServerRequest request) {
                return 1;
            }

            @Override
            public String name(HttpServerRequest request, int index) {
                return HTTP_METHOD.getKey();
            }

            @Override
            public String value(HttpServerRequest request, int index) {
                return method(request.method().name());
            }
        };
    }

    /** What the span of a call says. */
    static Attributes of(Call call) {
        return switch (call.kind()) {
            case WECHAT -> Attributes.of(HTTP_METHOD, call.operation());
            case REDIS_COMMAND -> Attributes.of(DB_SYSTEM, "redis", DB_OPERATION, call.name());
            case REDIS_SCRIPT ->
                Attributes.of(DB_SYSTEM, "redis", DB_OPERATION, call.operation(), DB_SCRIPT, call.name());
        };
    }
}
