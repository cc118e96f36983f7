package dev.wxauth.device;

import dev.wxauth.app.App;
import dev.wxauth.app.Apps;
import dev.wxauth.authentication.Clients.Client;
import dev.wxauth.error.Fault;
import dev.wxauth.grant.NewRequest;
import dev.wxauth.session.DeviceLabel;
import dev.wxauth.web.FormBody;
import dev.wxauth.web.IpAddress;
import dev.wxauth.web.Request;

/** Reads what a device asks for (RFC 8628 section 3.1, and what is ours). */
final class AuthorizationRequest {
    private AuthorizationRequest() {}

    /** Throws {@link Fault.InvalidRequest}. A scope may be sent, means nothing here, and is not echoed. */
    static NewRequest read(FormBody form, Client client, Request request, Apps apps) {
        form.optional("scope");
        String appid = appid(form, apps);
        request.isAbout(appid);
        return new NewRequest(
                client.id(),
                appid,
                DeviceLabel.requireReadable(form.optional("device"), "The parameter device"),
                address(form, client, request));
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

    /** A server asks for its user; what asks by itself is where it is. */
    private static String address(FormBody form, Client client, Request request) {
        return form.optional("client_address")
                .filter(sent -> !client.isPublic())
                .map(AuthorizationRequest::address)
                .orElse(request.caller().address());
    }

    private static String address(String named) {
        return IpAddress.parse(named)
                .map(IpAddress::text)
                .orElseThrow(() -> new Fault.InvalidRequest("The parameter client_address must be an IP address."));
    }
}
