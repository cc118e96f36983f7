package dev.wxauth.device;

import dev.wxauth.grant.Ticket;
import dev.wxauth.web.JsonBody;
import java.util.Optional;

/**
 * What a user decides. Whose decision it is tells the credential alone.
 *
 * @param ticket the request; empty where what was sent can be no ticket
 * @param userCode what the user saw on the device, to agree to
 */
record DecisionRequest(Optional<Ticket> ticket, String userCode) {
    /** Throws {@link dev.wxauth.error.Fault.InvalidRequest}. */
    static DecisionRequest readApproval(JsonBody body) {
        return new DecisionRequest(Ticket.parse(body.string("ticket")), body.string("user_code"));
    }

    /** Throws {@link dev.wxauth.error.Fault.InvalidRequest}. */
    static DecisionRequest readDenial(JsonBody body) {
        return new DecisionRequest(Ticket.parse(body.string("ticket")), "");
    }

    @Override
    public String toString() {
        return "decision";
    }
}
