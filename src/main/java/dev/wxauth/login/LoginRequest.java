package dev.wxauth.login;

import dev.wxauth.app.App;
import dev.wxauth.app.Apps;
import dev.wxauth.app.Codes;
import dev.wxauth.error.Fault;
import dev.wxauth.idempotency.Attempt;
import dev.wxauth.session.DeviceLabel;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.Request;
import java.util.Optional;

/**
 * A checked request to log in.
 *
 * @param app one that is served
 * @param code what WeChat gave to the app's client
 * @param device a label for the list of sessions
 * @param client the service that brings the code, where only one may
 * @param idempotencyKey the client's own name for this request
 */
record LoginRequest(
        App app, String code, Optional<String> device, Optional<String> client, Optional<String> idempotencyKey) {
    LoginRequest {
        if (app.kind().isForServers() && client.isEmpty()) {
            throw new Fault.InvalidClient();
        }
        Codes.require(code);
        DeviceLabel.require(device, "The member device");
    }

    /** Throws {@link Fault.InvalidRequest}. An app need not be named when it, or one mini program, alone is served. */
    static LoginRequest read(JsonBody body, Request request, Apps apps) {
        return new LoginRequest(
                app(body, request, apps),
                body.string("code"),
                body.optionalString("device"),
                request.caller().clientId(),
                request.idempotencyKey());
    }

    /** The app that a body names, and the request is about. Throws {@link Fault.InvalidRequest} when it names none that is served. */
    static App app(JsonBody body, Request request, Apps apps) {
        String appid = body.optionalString("appid")
                .or(apps::only)
                .orElseThrow(() ->
                        new Fault.InvalidRequest("The member appid is missing: several mini programs are served."));
        App app = apps.find(appid)
                .orElseThrow(() -> new Fault.InvalidRequest("The member appid names an app that is not served here."));
        request.isAbout(appid);
        return app;
    }

    /** An Idempotency-Key is a client's own, so that what is kept for it goes to nobody else. */
    Attempt attempt() {
        return new Attempt("login", app.appid(), code, client.orElse(""), idempotencyKey, device.orElse(""));
    }

    @Override
    public String toString() {
        return "login to " + app.appid();
    }
}
