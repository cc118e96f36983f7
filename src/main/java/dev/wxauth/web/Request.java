package dev.wxauth.web;

import dev.wxauth.error.Fault;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request as a route sees it: who asks, what stands in its path and its headers, and its body, which is read strictly: the
 * right media type, UTF-8, and every member that is asked for, once.
 */
public final class Request {
    private final RoutingContext context;
    private final Visit visit;
    private final ContentType contentType;
    private @Nullable FormBody form;
    private @Nullable JsonBody json;

    /** Takes a request that has been let in, and whose body has been read where its route wants one. */
    Request(RoutingContext context, Visit visit) {
        this.context = context;
        this.visit = visit;
        this.contentType = new ContentType(context.request().headers());
    }

    private HttpServerRequest sent() {
        return context.request();
    }

    private Buffer body() {
        return visit.body();
    }

    /** Who asks, as far as HTTP tells. */
    public Caller caller() {
        return visit.caller();
    }

    /** Notes which service client asks, for the lines that are told of this request. */
    public void isFrom(String clientId) {
        visit.isOf(caller().withClient(clientId));
    }

    /** Notes which app, of those that are or were served, it is about, for the lines that are told of this request. */
    public void isAbout(String appid) {
        visit.isOf(caller().withApp(appid));
    }

    /** What stands in the path at a parameter of the route's pattern, decoded. */
    public String path(String parameter) {
        return PathSegment.decode(context.pathParam(parameter));
    }

    /** The values of a header but for the empty ones: a gateway that always sets it sends those, and means none. */
    public List<String> headers(CharSequence name) {
        return values(sent(), name);
    }

    static List<String> values(HttpServerRequest request, CharSequence name) {
        List<String> values = new ArrayList<>(request.headers().getAll(name));
        values.removeIf(String::isBlank);
        return values;
    }

    /**
     * The bearer credential in the Authorization header (RFC 6750 section 2.1), unverified. Empty when there is none.
     *
     * @throws Fault.InvalidRequest when there are two such headers
     */
    public Optional<String> bearer() {
        return BearerCredential.find(this);
    }

    /** Whether the caller would rather have this media type than JSON (RFC 9110 section 12.5.1). */
    public boolean prefers(String mediaType) {
        return MediaTypes.prefers(sent(), mediaType);
    }

    /**
     * The client's own name for this request, if it sent one.
     *
     * @throws Fault.InvalidRequest when it is malformed or stands twice
     */
    public Optional<String> idempotencyKey() {
        return IdempotencyKey.find(sent());
    }

    /** Reads a JSON object. Fails with {@link Fault.UnsupportedMediaType} or {@link Fault.InvalidRequest}. */
    public <T> Future<T> json(Function<JsonBody, T> reader) {
        return read(() -> reader.apply(requireJson()));
    }

    /** Reads a JSON object that may be absent, with or without a Content-Type. Fails like {@link #json}. */
    public <T> Future<T> optionalJson(Function<JsonBody, T> reader) {
        return visit.bodyLength() == 0 ? read(() -> reader.apply(JsonBody.none())) : json(reader);
    }

    /** Reads a form. Fails with {@link Fault.UnsupportedMediaType} or {@link Fault.InvalidRequest}. */
    public <T> Future<T> form(Function<FormBody, T> reader) {
        return read(() -> reader.apply(requireForm()));
    }

    /** The form, if the body is one that can be decoded: only a form can carry a client's credentials. */
    public Optional<FormBody> findForm() {
        if (form == null && contentType.is(FormBody.MEDIA_TYPE)) {
            form = FormBody.decode(body()).orElse(null);
        }
        return Optional.ofNullable(form);
    }

    /** Whether a parameter seems to stand in a form that cannot be decoded, and so cannot be found. */
    public boolean hides(String parameter) {
        return contentType.is(FormBody.MEDIA_TYPE)
                && findForm().isEmpty()
                && body().toString(StandardCharsets.ISO_8859_1).contains(parameter + "=");
    }

    /** Parsed once, however many look into it. */
    private JsonBody requireJson() {
        if (json == null) {
            contentType.require(Answer.JSON);
            json = JsonBody.parse(body());
        }
        return json;
    }

    /** Another media type is another fault than a form that nobody can decode. */
    private FormBody requireForm() {
        contentType.require(FormBody.MEDIA_TYPE);
        return findForm().orElseThrow(Request::undecodable);
    }

    /** What a form is answered that nobody can decode. */
    public static Fault undecodable() {
        return new Fault.InvalidRequest("The form cannot be decoded or has too many fields: mend it.");
    }

    private static <T> Future<T> read(Supplier<T> reader) {
        try {
            return Future.succeededFuture(reader.get());
        } catch (Fault fault) {
            return Future.failedFuture(fault);
        }
    }
}
