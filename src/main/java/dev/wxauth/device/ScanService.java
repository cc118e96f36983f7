package dev.wxauth.device;

import dev.wxauth.authentication.Bearer;
import dev.wxauth.error.Fault;
import dev.wxauth.grant.DeviceRequests;
import dev.wxauth.grant.DeviceSettings;
import dev.wxauth.grant.Scan;
import dev.wxauth.grant.Ticket;
import dev.wxauth.grant.TypedCodes;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Shows the user who scans what it is about. From then on the request is that user's, and nobody else's. */
final class ScanService {
    private static final String USE_THE_CAMERA =
            "The code must be scanned by the camera, from the screen that shows it: scan it again.";

    private final DeviceRequests requests;
    private final TypedCodes typed;
    private final DeviceSettings settings;
    private final Refusals refusals;

    ScanService(DeviceRequests requests, TypedCodes typed, DeviceSettings settings, Refusals refusals) {
        this.requests = requests;
        this.typed = typed;
        this.settings = settings;
        this.refusals = refusals;
    }

    /** Throws {@link Fault.InvalidRequest}. */
    ScanRequest read(JsonBody body) {
        return ScanRequest.read(body, settings.typed());
    }

    /**
     * Succeeds with what the user is to be shown. Fails with {@link Fault.AccessDenied} for a scan that is not live where that is
     * required, with {@link Fault.NotFound}, and with {@link Fault.TemporarilyUnavailable} when Redis is out of reach.
     */
    Future<JsonObject> scan(ScanRequest scan, Bearer bearer, Request request) {
        if (settings.liveScanOnly() && !scan.live()) {
            refusals.tell("scene", bearer, request);
            return Future.failedFuture(new Fault.AccessDenied(USE_THE_CAMERA));
        }
        return ticket(scan)
                .map(found -> found.orElseThrow(Refusals::notFound))
                .compose(ticket -> scan(ticket, scan, bearer, request));
    }

    private Future<Optional<Ticket>> ticket(ScanRequest scan) {
        return scan.userCode().map(typed::find).orElseGet(() -> Future.succeededFuture(scan.ticket()));
    }

    private Future<JsonObject> scan(Ticket ticket, ScanRequest scan, Bearer bearer, Request request) {
        return requests.scan(ticket, bearer.user(), request.caller().address())
                .map(found -> asked(found, bearer, request))
                .map(asked -> view(ticket, asked, scan.live()));
    }

    private Scan.Asked asked(Scan found, Bearer bearer, Request request) {
        if (found instanceof Scan.Refused refused) {
            throw refusals.refuse(refused.why(), bearer, request);
        }
        return (Scan.Asked) found;
    }

    private static JsonObject view(Ticket ticket, Scan.Asked asked, boolean live) {
        JsonObject view = new JsonObject().put("ticket", ticket.text()).put("client_id", asked.client());
        asked.device().ifPresent(label -> view.put("device", label));
        return view.put("user_code", ticket.userCode())
                .put("expires_in", asked.left().plusMillis(500).toSeconds())
                .put("same_network", asked.sameNetwork())
                .put("live", live);
    }
}
