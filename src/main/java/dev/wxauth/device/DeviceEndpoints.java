package dev.wxauth.device;

import dev.wxauth.app.Apps;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.authentication.Bearer;
import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.error.Fault;
import dev.wxauth.grant.DeviceRequests;
import dev.wxauth.grant.DeviceSettings;
import dev.wxauth.grant.NewRequest;
import dev.wxauth.grant.TypedCodes;
import dev.wxauth.limit.DeviceRate;
import dev.wxauth.session.Consents;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Request;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** How another device asks to be let in (RFC 8628 section 3.1), and how a user lets it, in the mini program. */
public final class DeviceEndpoints {
    private final Supplier<Apps> apps;
    private final DeviceRate rate;
    private final AuthorizationService authorizations;
    private final ScanService scans;
    private final DecisionService decisions;

    /** Takes what is set, the apps that are served, what is kept of requests and consents, what limits, and what is told. */
    public DeviceEndpoints(
            Supplier<Apps> apps, DeviceStores stores, DeviceSettings settings, DeviceRate rate, AuditLog audit) {
        Refusals refusals = new Refusals(audit);
        this.apps = apps;
        this.rate = rate;
        this.authorizations = new AuthorizationService(stores.requests(), stores.typed(), settings);
        this.scans = new ScanService(stores.requests(), stores.typed(), settings, refusals);
        this.decisions = new DecisionService(stores.requests(), stores.consents(), audit, refusals);
    }

    /**
     * What is kept.
     *
     * @param requests what devices ask for
     * @param typed what leads from typed codes to it
     * @param consents what users agreed to
     */
    public record DeviceStores(DeviceRequests requests, TypedCodes typed, Consents consents) {}

    /** {@code POST /auth/device_authorization}. Fails with {@link Fault.RateLimited} for a device that asks too often. */
    public Future<Answer> authorize(Request request, Client client) {
        return count(request, client)
                .compose(admitted -> read(request, client))
                .compose(authorizations::begin)
                .map(Answer::json);
    }

    private Future<NewRequest> read(Request request, Client client) {
        return request.form(form -> AuthorizationRequest.read(form, client, request, apps.get()));
    }

    private Future<Void> count(Request request, Client client) {
        return client.isPublic() ? rate.admitAddress(request.caller()) : rate.admitClient(client.id());
    }

    /** {@code POST /auth/device/scan}. Fails with {@link Fault.NotFound} for what this user may not see, whatever the reason. */
    public Future<Answer> scan(Request request, Bearer bearer) {
        return rate.admitUser(bearer.user())
                .compose(admitted -> request.json(scans::read))
                .compose(scan -> scans.scan(scan, bearer, request))
                .map(Answer::json);
    }

    /** {@code POST /auth/device/approve}. Fails with {@link Fault.NotFound}, and with {@link Fault.Conflict} after a no. */
    public Future<Answer> approve(Request request, Bearer bearer) {
        return rate.admitUser(bearer.user())
                .compose(admitted -> request.json(DecisionRequest::readApproval))
                .compose(approval -> decisions.approve(approval, bearer, request))
                .map(done -> Answer.noContent());
    }

    /** {@code POST /auth/device/deny}. Fails with {@link Fault.NotFound}, and with {@link Fault.Conflict} after a yes. */
    public Future<Answer> deny(Request request, Bearer bearer) {
        return rate.admitUser(bearer.user())
                .compose(admitted -> request.json(DecisionRequest::readDenial))
                .compose(denial -> decisions.deny(denial, bearer, request))
                .map(done -> Answer.noContent());
    }
}
