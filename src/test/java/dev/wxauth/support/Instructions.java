package dev.wxauth.support;

/** The lines that the development server prints, to be pasted into a shell that has curl and sed. */
final class Instructions {
    private Instructions() {}

    static String text(int port, int managementPort, String wechat, String redis, boolean realWeChat) {
        String base = "http://localhost:" + port;
        return """

                wxauth serves on %1$s, its management port is %2$d, Redis is %3$s.
                %4$s

                # Get a code, as wx.login() would.
                %5$s
                # Log in.
                LOGIN=$(curl -s %1$s/auth/login -H 'Content-Type: application/json' -d '{"code":"'$CODE'"}'); echo "$LOGIN"
                ACCESS_TOKEN=$(echo "$LOGIN" | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                SKEY=$(echo "$LOGIN" | sed 's/.*"skey":"\\([^"]*\\)".*/\\1/')
                # Verify the token, as another service would.
                curl -s -u %6$s:%7$s -d "token=$ACCESS_TOKEN" %1$s/auth/introspect; echo
                # Refresh the session.
                curl -s %1$s/auth/refresh -H 'Content-Type: application/json' -d '{"skey":"'$SKEY'"}'; echo
                # Log out; the token is not active any more.
                curl -s -i -X POST -H "Authorization: Bearer $ACCESS_TOKEN" %1$s/auth/logout
                curl -s -u %6$s:%7$s -d "token=$ACCESS_TOKEN" %1$s/auth/introspect; echo

                # Instead of logging out, in bash: take every session out of Redis, and the token is not active either.
                (exec 3<>/dev/tcp/%8$s && printf 'FLUSHALL\\r\\n' >&3 && head -n 1 <&3)
                """.formatted(
                base,
                managementPort,
                redis,
                realWeChat ? "WeChat itself is asked." : "WeChat is played by a simulator on " + wechat + ".",
                realWeChat
                        ? "CODE=...   # from wx.login() in the WeChat developer tools"
                        : "CODE=$(curl -s -X POST '" + wechat + "/simulator/code?user=alice')",
                TestSettings.CLIENT_ID,
                TestSettings.CLIENT_SECRET,
                redis.replaceFirst("^rediss?://", "").replaceFirst("^.*@", "").replace(':', '/'));
    }
}
