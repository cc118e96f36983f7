package dev.wxauth.device;

import dev.wxauth.error.Fault;
import dev.wxauth.grant.Begun;
import dev.wxauth.grant.DeviceRequests;
import dev.wxauth.grant.DeviceSettings;
import dev.wxauth.grant.DeviceUri;
import dev.wxauth.grant.NewRequest;
import dev.wxauth.grant.Ticket;
import dev.wxauth.grant.TypedCodes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Begins requests, and makes the codes known (RFC 8628 section 3.2). */
final class AuthorizationService {
    /** There are ten thousand million codes, and few of them lead somewhere at a time. */
    private static final int MOST_TRIES = 3;

    private final DeviceRequests requests;
    private final TypedCodes typed;
    private final DeviceSettings settings;

    AuthorizationService(DeviceRequests requests, TypedCodes typed, DeviceSettings settings) {
        this.requests = requests;
        this.typed = typed;
        this.settings = settings;
    }

    /** Succeeds with the answer. Fails with {@link Fault.TemporarilyUnavailable} when Redis is out of reach. */
    Future<JsonObject> begin(NewRequest asked) {
        return newTicket(MOST_TRIES)
                .compose(ticket -> requests.start(ticket, asked))
                .map(this::answer);
    }

    /** Where codes may be typed, no two of those that are shown are the same. */
    private Future<Ticket> newTicket(int tries) {
        Ticket ticket = requests.newTicket();
        return settings.typed()
                ? typed.keep(ticket).compose(kept -> kept ? Future.succeededFuture(ticket) : another(tries - 1))
                : Future.succeededFuture(ticket);
    }

    private Future<Ticket> another(int tries) {
        return tries == 0 ? Future.failedFuture(new Fault.ServerError("no user code is free")) : newTicket(tries);
    }

    private JsonObject answer(Begun begun) {
        DeviceUri uri = settings.uri().orElseThrow();
        return new JsonObject()
                .put("device_code", begun.deviceCode())
                .put("user_code", begun.ticket().userCode())
                .put("verification_uri", uri.text())
                .put("verification_uri_complete", uri.with(begun.ticket()))
                .put("expires_in", settings.ttl().toSeconds())
                .put("interval", DeviceRequests.INTERVAL.toSeconds());
    }
}
