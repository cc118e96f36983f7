package dev.wxauth.device;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.authentication.Bearer;
import dev.wxauth.error.Fault;
import dev.wxauth.grant.Decision;
import dev.wxauth.grant.DeviceRequests;
import dev.wxauth.grant.Ticket;
import dev.wxauth.session.Consents;
import dev.wxauth.web.Request;
import io.vertx.core.Future;

/**
 * Notes what a user says. The consent is noted in the user's own slot first, where an erasure and a logout everywhere take it
 * back, and only then is the request agreed; so a pod that dies between the two leaves a question and never half an answer.
 */
final class DecisionService {
    private final DeviceRequests requests;
    private final Consents consents;
    private final AuditLog audit;
    private final Refusals refusals;

    DecisionService(DeviceRequests requests, Consents consents, AuditLog audit, Refusals refusals) {
        this.requests = requests;
        this.consents = consents;
        this.audit = audit;
        this.refusals = refusals;
    }

    /**
     * Succeeds when the user has agreed, now or before. Fails with {@link Fault.NotFound} for what is not this user's or has
     * another code, with {@link Fault.Conflict} after a no, with {@link Fault.InvalidToken} when the session has ended meanwhile,
     * and with {@link Fault.TemporarilyUnavailable}.
     */
    Future<Void> approve(DecisionRequest approval, Bearer bearer, Request request) {
        return begin(approval, bearer, request).compose(decided -> decided.approve(approval.userCode()));
    }

    /** Succeeds when the user has declined, now or before. Fails as {@link #approve} does, and with Conflict after a yes. */
    Future<Void> deny(DecisionRequest denial, Bearer bearer, Request request) {
        return begin(denial, bearer, request).compose(Case::deny);
    }

    private Future<Case> begin(DecisionRequest decision, Bearer bearer, Request request) {
        return decision.ticket()
                .map(ticket -> Future.succeededFuture(new Case(ticket, bearer, request)))
                .orElseGet(() -> Future.failedFuture(Refusals.notFound()));
    }

    /** One request of a device, and one user who decides it. */
    private final class Case {
        private final Ticket ticket;
        private final Bearer bearer;
        private final Request request;

        private Case(Ticket ticket, Bearer bearer, Request request) {
            this.ticket = ticket;
            this.bearer = bearer;
            this.request = request;
        }

        private Future<Void> approve(String userCode) {
            return requests.mayAgree(ticket, bearer.user())
                    .map(this::allowed)
                    .map(decision -> shown(decision, userCode))
                    .compose(decision -> decision instanceof Decision.Open ? agree() : Future.succeededFuture());
        }

        private Decision shown(Decision decision, String userCode) {
            if (!ticket.shows(userCode)) {
                refusals.tell("user_code", bearer, request);
                throw Refusals.notFound();
            }
            return decision;
        }

        private Future<Void> agree() {
            return consents.agree(bearer.session().name(), ticket.requestId(), requests.lifeOfConsent())
                    .compose(noted -> requests.agree(ticket, bearer.user()))
                    .map(this::allowed)
                    .map(decision -> told(decision, AuditEvent.DEVICE_APPROVED));
        }

        private Future<Void> deny() {
            return requests.deny(ticket, bearer.user())
                    .map(this::allowed)
                    .map(decision -> told(decision, AuditEvent.DEVICE_DENIED));
        }

        private Decision allowed(Decision decision) {
            if (decision instanceof Decision.Refused refused) {
                throw refusals.refuse(refused.why(), bearer, request);
            }
            if (decision instanceof Decision.Contrary) {
                throw new Fault.Conflict("The contrary was decided before: have the device begin anew.");
            }
            return decision;
        }

        private Void told(Decision decision, AuditEvent event) {
            if (decision instanceof Decision.Said said && !said.before()) {
                audit.decided(event, Refusals.by(bearer, request), said.client());
            }
            return null;
        }
    }
}
