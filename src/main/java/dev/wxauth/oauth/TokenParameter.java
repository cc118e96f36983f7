package dev.wxauth.oauth;

import dev.wxauth.web.FormBody;

/** The parameters that introspection and revocation share (RFC 7662 section 2.1, RFC 7009 section 2.1). */
final class TokenParameter {
    private TokenParameter() {}

    /** The token. The hint may stand beside it, once, and is never trusted. */
    static String read(FormBody form) {
        form.optional("token_type_hint");
        return form.required("token");
    }
}
