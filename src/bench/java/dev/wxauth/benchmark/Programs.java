package dev.wxauth.benchmark;

import dev.wxauth.support.EmbeddedRedis;
import dev.wxauth.support.Ports;
import dev.wxauth.support.Program;
import dev.wxauth.support.TestSettings;
import java.util.HashMap;
import java.util.Map;

/** Starts the programs that are compared, each on ports of its own and on the same Redis. */
record Programs(EmbeddedRedis redis) {
    /** One of the references, which serves. */
    Program reference(References.Kind kind, String... more) {
        Program program = begin(kind, more);
        program.awaitLine(line -> line.contains(References.READY));
        return program;
    }

    /** The same, which does not serve yet. */
    Program begin(References.Kind kind, String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                References.KIND, kind.name(),
                References.PORT, Integer.toString(Ports.free()),
                References.REDIS, Integer.toString(redis.port())));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return Program.startMain(References.class, environment);
    }

    /** The production program. */
    Program ours(int wechat) {
        Map<String, String> settings = settings(wechat);
        settings.put("WXAUTH_ROTATION_GRACE", "1h");
        settings.put("WXAUTH_DEVICE_TTL", "1h");
        return Program.serve(settings, "-Xmx512m");
    }

    /** What the production program is told. */
    Map<String, String> settings(int wechat) {
        Map<String, String> settings = TestSettings.create(redis.url(), "http://127.0.0.1:" + wechat);
        settings.put("WXAUTH_PORT", Integer.toString(Ports.free()));
        settings.put("WXAUTH_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        return settings;
    }
}
