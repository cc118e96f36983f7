package dev.wxauth.person;

import static dev.wxauth.support.TestSettings.APPID;
import static dev.wxauth.support.TestSettings.APP_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.identity.Person;
import dev.wxauth.support.Await;
import dev.wxauth.support.Front;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.SessionCaller;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The only app of an account is out for a while, and with it what that account is called. */
class PersonUnservedTest {
    private static final String OTHER = "wxdddddddddddddddd";
    private static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";
    private static final String ONE = APPID + ":" + APP_SECRET;
    private static final String BOTH = ONE + "," + OTHER + ":" + OTHER_SECRET;
    private static final String BRAND = OTHER + "=brand";
    private static final Duration TAKEN_UP = Duration.ofSeconds(30);

    private static final MountedFile apps = new MountedFile("apps", BOTH);
    private static final MountedFile platforms = new MountedFile("platforms", BRAND);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .readsSecretsOften()
            .with("WXAUTH_APPS", "")
            .with("WXAUTH_APPS_FILE", apps.path())
            .with("WXAUTH_OPEN_PLATFORMS_FILE", platforms.path());

    private final PersonsCaller persons = new PersonsCaller(service);

    @Test
    void itsUsersAreStillKnownWhenItComesBack() {
        service.wechat().app(OTHER, OTHER_SECRET);
        JsonObject login = logIn("alice").json();
        String person = login.getString("person");
        assertThat(person).isEqualTo(brandPerson("alice"));

        platforms.write(APPID + "=main");
        apps.write(ONE);
        Await.until("the app is gone", TAKEN_UP, () -> logIn("bob").status() == 400);
        assertThat(persons.get(person).status()).isEqualTo(404);
        assertThat(persons.endSessions(person).status()).isEqualTo(404);

        apps.write(BOTH);
        platforms.write(BRAND);
        Await.until(
                "the app is back",
                TAKEN_UP,
                () -> brandPerson("bob").equals(logIn("bob").json().getString("person")));
        assertThat(persons.endSessions(person).status()).isEqualTo(204);
        assertThat(new SessionCaller(service.http()).isActive(login.getString("skey")))
                .isFalse();
    }

    private static Reply logIn(String user) {
        Front other = new Front(service, OTHER, null);
        return other.exchange(other.code(user));
    }

    private static String brandPerson(String user) {
        return Person.of("brand", service.wechat().unionid(user)).id();
    }
}
