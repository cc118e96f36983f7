package dev.wxauth.login;

import dev.wxauth.error.Fault;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.Request;
import java.util.Optional;

/**
 * A request to log out.
 *
 * @param credential what stands for the session, unverified
 * @param skeyOnly whether it came where only an skey may stand
 * @param everywhere whether all of the user's sessions in this app are to end
 */
record LogoutRequest(String credential, boolean skeyOnly, boolean everywhere) {
    /** Throws {@link Fault.InvalidRequest} for two credentials, {@link Fault.InvalidToken} for none. */
    static LogoutRequest read(JsonBody body, Request request) {
        Optional<String> header = request.bearer();
        Optional<String> skey = body.optionalString("skey");
        boolean everywhere = body.flag("everywhere");
        if (header.isPresent() && skey.isPresent()) {
            throw new Fault.InvalidRequest("There are two credentials: send the bearer credential or the member skey.");
        }
        String credential = header.or(() -> skey).orElseThrow(Fault.InvalidToken::missing);
        return new LogoutRequest(credential, skey.isPresent(), everywhere);
    }

    @Override
    public String toString() {
        return "logout";
    }
}
