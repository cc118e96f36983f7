package dev.wxauth.device;

import dev.wxauth.error.Fault;
import dev.wxauth.grant.Ticket;
import dev.wxauth.web.JsonBody;
import java.util.Optional;
import java.util.Set;

/**
 * What a mini program sends that was opened by a code.
 *
 * @param ticket out of the code; empty where what was sent can be none
 * @param userCode what was typed instead
 * @param live whether the camera saw the code, and not a picture of it that somebody sent
 */
record ScanRequest(Optional<Ticket> ticket, Optional<String> userCode, boolean live) {
    /** WeChat's scenes of the camera, for plain codes and for its own (WeChat page "scene values"). */
    private static final Set<Integer> CAMERA = Set.of(1011, 1047);

    /** Throws {@link Fault.InvalidRequest}. */
    static ScanRequest read(JsonBody body, boolean mayBeTyped) {
        Optional<String> typed = mayBeTyped ? body.optionalString("user_code") : Optional.empty();
        Optional<Integer> scene = body.optionalNumber("scene");
        if (typed.isEmpty()) {
            return new ScanRequest(
                    Ticket.parse(body.string("ticket")),
                    typed,
                    scene.filter(CAMERA::contains).isPresent());
        }
        if (body.has("ticket")) {
            throw new Fault.InvalidRequest("The members ticket and user_code do not go together: send one of them.");
        }
        return new ScanRequest(Optional.empty(), typed, false);
    }

    @Override
    public String toString() {
        return "scan";
    }
}
