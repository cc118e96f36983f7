package dev.wxauth.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Await;
import dev.wxauth.support.Front;
import dev.wxauth.support.MountedFile;
import dev.wxauth.support.ServiceExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A website turns out to be bound to another account of the Open Platform. */
class PersonReloadTest {
    private static final MountedFile platforms = new MountedFile("platforms", Front.WEBSITE + "=main");

    @RegisterExtension
    static final ServiceExtension service =
            Front.serving().readsSecretsOften().with("WXAUTH_OPEN_PLATFORMS_FILE", platforms.path());

    private final PersonsCaller persons = new PersonsCaller(service);

    /** That she was another person is found nowhere after an erase, though nobody has read it since. */
    @Test
    void itsUsersAreOtherPersonsFromThenOn() {
        Front website = Front.website(service);
        String before = website.login("alice").getString("person");
        assertThat(Front.miniProgram(service).login("alice").getString("person"))
                .isEqualTo(before);
        platforms.write(Front.WEBSITE + "=brand");
        Await.until(
                "it is taken up",
                Duration.ofSeconds(30),
                () -> !person(website, "bob").equals(person(Front.miniProgram(service), "bob")));
        String after = person(website, "alice");
        assertThat(after).isNotEqualTo(before);
        assertThat(persons.openids(after)).containsExactly(website.openid("alice"));

        assertThat(entries(before)).isEqualTo(2);
        assertThat(service.asClient("DELETE", website.path("alice"), "").status())
                .isEqualTo(204);
        assertThat(entries(before)).isEqualTo(1);
        assertThat(persons.openids(before))
                .containsExactly(Front.miniProgram(service).openid("alice"));
    }

    private static String person(Front front, String name) {
        return front.login(name).getString("person");
    }

    private static int entries(String person) {
        return service.redisView().call("HLEN", PersonsCaller.key(person)).toInteger();
    }
}
