package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Device;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.Phone;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that is taken out of the list while its users have sessions. */
class DeviceClientGoneTest {
    private static final String SHOP =
            TestSettings.CLIENT_ID + ":" + TestSettings.CLIENT_SECRET + ":introspect+users:write";
    private static final MountedFile clients = new MountedFile("clients", SHOP + ",web::device");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .readsSecretsOften()
            .with("WXAUTH_CLIENTS", "")
            .with("WXAUTH_CLIENTS_FILE", clients.path());

    @Test
    void itRefreshesNoMoreAndItsSessionsLiveOn() {
        Device device = Device.asks(service.http());
        Phone alice = Phone.login(service, "alice");
        alice.letIn(device);
        JsonObject tokens = device.poll().json();
        String skey = tokens.getString("refresh_token");
        clients.write(SHOP);
        Await.until(
                "the client is gone",
                Duration.ofSeconds(30),
                () -> device.poll().status() == 401);
        assertThat(device.refresh(skey).error()).isEqualTo("invalid_client");
        assertThat(Device.authorize(service.http()).error()).isEqualTo("invalid_client");

        SessionCaller sessions = new SessionCaller(service.http());
        assertThat(sessions.introspect(tokens.getString("access_token")).json().getString("client_id"))
                .isEqualTo(TestSettings.PUBLIC_ID);
        assertThat(sessions.verify(skey).header("X-Auth-Client")).isEqualTo(TestSettings.PUBLIC_ID);
        clients.write(SHOP + ",web::device");
        Await.until(
                "it is back", Duration.ofSeconds(30), () -> device.refresh(skey).status() == 200);
    }
}
