package dev.wxauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.simulator.WeChatSimulator;
import dev.wxauth.support.Flood;
import dev.wxauth.support.HttpCaller;
import dev.wxauth.support.HungryAgent;
import dev.wxauth.support.HungryAgent.Table;
import dev.wxauth.support.Neighbours;
import dev.wxauth.support.Program;
import dev.wxauth.support.Reply;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program's output leads into a pipe that nobody reads, until somebody does. */
class UnreadLogIT {
    private static final int FLOOD = 19_200;
    private static final int LOGINS = 60;

    @Test
    void aFloodOfAccessLinesTakesNoAuditLineAway() {
        try (Neighbours neighbours = new Neighbours();
                Program program = Program.serveUnread(neighbours.settings())) {
            assertThat(Stream.of("access", "audit", "other").map(kind -> dropped(program, kind)))
                    .containsOnly(0.0);
            assertThat(Flood.of(program.unchecked().url("/auth/verify"), FLOOD)).containsExactly(401);
            List<String> sessions = IntStream.range(0, LOGINS)
                    .mapToObj(user -> loginAndOut(program.unchecked(), neighbours.wechat(), "user" + user))
                    .toList();
            program.read();
            assertThat(sessions).allSatisfy(session -> assertAudited(program, session));
            assertThat(dropped(program, "access")).isGreaterThan(FLOOD / 3.0);
            assertThat(dropped(program, "other")).isZero();
            assertThat(dropped(program, "audit")).isZero();
        }
    }

    /** Whoever notices that the heap is full is held by its own last words. */
    @Test
    void aFullHeapEndsTheProcessAllTheSame(@TempDir Path directory) throws IOException {
        Path signal = directory.resolve("eat");
        String hungry = HungryAgent.option(Table.UNREAD, signal);
        try (Neighbours neighbours = new Neighbours();
                Program program = Program.serveUnread(neighbours.settings(), "-Xmx48m", hungry)) {
            Files.createFile(signal);
            assertThat(program.awaitExit()).isEqualTo(3);
        }
    }

    private static String loginAndOut(HttpCaller http, WeChatSimulator wechat, String user) {
        JsonObject code = new JsonObject().put("code", wechat.code(TestSettings.APPID, user));
        JsonObject login = http.postJson("/auth/login", code).json();
        Reply logout = http.post("/auth/logout", "Authorization", "Bearer " + login.getString("access_token"));
        assertThat(logout.status()).isEqualTo(204);
        return login.getString("session_id");
    }

    private static void assertAudited(Program program, String session) {
        for (String event : List.of("login", "logout")) {
            program.awaitLine(line -> line.contains("\"event\":\"" + event + "\"") && line.contains(session));
        }
    }

    private static double dropped(Program program, String kind) {
        return Scrape.of(program.management()).sum("wxauth_log_dropped_total", "kind=" + kind);
    }
}
