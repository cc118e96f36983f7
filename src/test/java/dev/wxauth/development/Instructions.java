package dev.wxauth.development;

import dev.wxauth.support.TestSettings;

/**
 * The lines that the development server prints, to be pasted into a shell that has curl, sed and openssl. They begin like
 * those of the README, which go on from there; comments have no quotes or brackets, in which some shells would read on.
 *
 * @param port the public port
 * @param managementPort the other one
 * @param redis the URL of the Redis that the server brought; null where it is the user's own, which nothing here may empty
 * @param wechat the URL of the stand-in
 * @param realWeChat whether WeChat itself is asked instead
 * @param appid the mini program
 */
record Instructions(int port, int managementPort, String redis, String wechat, boolean realWeChat, String appid) {
    String text() {
        return """

                wxauth serves on %1$s, its management port is %2$d, Redis is %3$s.
                %4$s

                # Log in with a code, which wx.login gives in a mini program.
                APPID=%9$s
                member() { echo "$LOGIN" | sed 's/.*"'$1'":"\\([^"]*\\)".*/\\1/'; }
                log_in() {
                  CODE=%5$s
                  LOGIN=$(curl -s %1$s/auth/login -H 'Content-Type: application/json' -H "Idempotency-Key: $(openssl rand -hex 16)" -d '{"appid":"'$APPID'","code":"'$CODE'","device":"'"$1"'"}')
                  OPENID=$(member openid) ID=$(member session_id)
                  ACCESS_TOKEN=$(member access_token) SKEY=$(member skey)
                }
                log_in "iPhone 15"
                echo "$LOGIN"
                # Verify the token, as another service would.
                curl -s -u %6$s:%7$s -d "token=$ACCESS_TOKEN" %1$s/auth/introspect; echo
                # Refresh the session.
                curl -s %1$s/auth/refresh -H 'Content-Type: application/json' -H "Idempotency-Key: $(openssl rand -hex 16)" -d '{"skey":"'$SKEY'"}'; echo
                # Log out, and the token is not active any more.
                curl -s -i -X POST -H "Authorization: Bearer $ACCESS_TOKEN" %1$s/auth/logout
                curl -s -u %6$s:%7$s -d "token=$ACCESS_TOKEN" %1$s/auth/introspect; echo

                %8$sREADME.md has such lines for every route.
                """.formatted(
                        "http://localhost:" + port,
                        managementPort,
                        redis == null ? "the one that WXAUTH_REDIS_URL names" : redis,
                        realWeChat ? "WeChat itself is asked." : "WeChat is played by a simulator on " + wechat + ".",
                        realWeChat
                                ? "the-code-of-wx.login-in-the-developer-tools"
                                : "$(curl -s -X POST \"" + wechat + "/simulator/code?appid=$APPID&user=alice\")",
                        TestSettings.CLIENT_ID,
                        TestSettings.CLIENT_SECRET,
                        emptying(),
                        appid);
    }

    private String emptying() {
        return redis == null ? "" : """
                # Instead of logging out, in bash: take every session out of Redis, and the token is not active either.
                (exec 3<>/dev/tcp/%s && printf 'FLUSHALL\\r\\n' >&3 && head -n 1 <&3)

                """.formatted(redis.replace("redis://", "").replace(':', '/'));
    }
}
