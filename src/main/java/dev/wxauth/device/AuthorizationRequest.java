package dev.wxauth.device;

import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.error.Fault;
import dev.wxauth.grant.NewRequest;
import dev.wxauth.web.FormBody;
import dev.wxauth.web.IpAddress;
import dev.wxauth.web.Request;
import dev.wxauth.wechat.App;
import dev.wxauth.wechat.Apps;
import java.util.Optional;

/** Reads what a device asks for (RFC 8628 section 3.1, and what is ours). */
final class AuthorizationRequest {
    private static final int MOST_DEVICE_CODE_POINTS = 64;

    private AuthorizationRequest() {}

    /** Throws {@link Fault.InvalidRequest}. A scope may be sent, means nothing here, and is not echoed. */
    static NewRequest read(FormBody form, Client client, Request request, Apps apps) {
        form.optional("scope");
        String appid = appid(form, apps);
        request.isAbout(appid);
        return new NewRequest(client.id(), appid, label(form), address(form, client, request));
    }

    private static String appid(FormBody form, Apps apps) {
        String appid = form.optional("appid")
                .or(apps::onlyMiniProgram)
                .orElseThrow(
                        () -> new Fault.InvalidRequest("The parameter appid is missing: several apps are served."));
        return apps.find(appid)
                .filter(app -> app.kind().hasSessionKeys())
                .map(App::appid)
                .orElseThrow(() ->
                        new Fault.InvalidRequest("The parameter appid names no mini program that is served here."));
    }

    private static Optional<String> label(FormBody form) {
        Optional<String> label = form.optional("device");
        if (label.filter(text -> text.codePointCount(0, text.length()) > MOST_DEVICE_CODE_POINTS)
                .isPresent()) {
            throw new Fault.InvalidRequest("The parameter device must be at most 64 code points long.");
        }
        return label;
    }

    /** A server asks for its user; what asks by itself is where it is. */
    private static String address(FormBody form, Client client, Request request) {
        Optional<String> named = form.optional("client_address").filter(sent -> !client.isPublic());
        if (named.isPresent() && IpAddress.parse(named.get()).isEmpty()) {
            throw new Fault.InvalidRequest("The parameter client_address must be an IP address.");
        }
        return named.flatMap(IpAddress::parse)
                .map(IpAddress::text)
                .orElse(request.caller().address());
    }
}
