package dev.wxauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Device;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.Phone;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mini program that is served no more after it has let devices in. */
class DeviceAppGoneTest {
    private static final String APP = TestSettings.APPID + ":" + TestSettings.APP_SECRET;
    private static final String OTHER = "wxaaaaaaaaaaaaaaaa:fedcba9876543210fedcba9876543210";
    private static final Duration TAKEN_UP = Duration.ofSeconds(30);

    private static final MountedFile apps = new MountedFile("apps", APP);

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().readsSecretsOften().with("WXAUTH_APPS", "").with("WXAUTH_APPS_FILE", apps.path());

    @Test
    void aRepeatGivesNoTokensThatCountNoMore() {
        Device redeemed = Device.asks(service.http());
        Device agreed = Device.asks(service.http());
        Phone alice = Phone.login(service, "alice");
        alice.letIn(redeemed);
        alice.letIn(agreed);
        assertThat(redeemed.poll().status()).isEqualTo(200);
        apps.write(OTHER);
        Await.until("the app is gone", TAKEN_UP, () -> redeemed.poll().status() == 400);
        assertThat(redeemed.poll().error()).isEqualTo("invalid_grant");
        assertThat(agreed.poll().error()).isEqualTo("invalid_grant");
        apps.write(APP);
        Await.until("it is back", TAKEN_UP, () -> redeemed.poll().status() == 200);
    }
}
