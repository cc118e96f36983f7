package dev.wxauth.login;

import dev.wxauth.error.Fault;
import dev.wxauth.grant.GrantTypes;
import dev.wxauth.web.FormBody;
import dev.wxauth.web.Request;

/** A request for tokens, by the grant that it names (RFC 6749 sections 4 and 6, RFC 8628 section 3.4). */
sealed interface TokenRequest {
    /** A device asks whether it may come in. */
    record OfDevice(String deviceCode) implements TokenRequest {
        @Override
        public String toString() {
            return "device_code";
        }
    }

    /** A session goes on. */
    record OfSession(SentSkey skey) implements TokenRequest {}

    /** Throws {@link Fault.InvalidRequest}, and {@link Fault.TokenRefused} for a grant that is not known. */
    static TokenRequest read(FormBody form, Request request) {
        form.optional("scope");
        return switch (form.required("grant_type")) {
            case GrantTypes.DEVICE_CODE -> new OfDevice(form.required("device_code"));
            case GrantTypes.REFRESH_TOKEN ->
                new OfSession(new SentSkey(form.required("refresh_token"), request.idempotencyKey()));
            default -> throw Fault.TokenRefused.unsupportedGrant();
        };
    }
}
