package dev.wxauth.tracing;

/**
 * A call that a request makes, as its span shows it: nothing of what is asked, by its form.
 *
 * @param kind whom it goes to
 * @param name the command, the script or the last segment of the path
 * @param operation the command or the method that it is sent by
 */
public record Call(Kind kind, String name, String operation) {
    /** Whom a call goes to. */
    enum Kind {
        REDIS_COMMAND,
        REDIS_SCRIPT,
        WECHAT
    }

    /** A command of Redis, by its name, written as Redis' documentation does it: in capitals. */
    public static Call command(String name) {
        return new Call(Kind.REDIS_COMMAND, name, name);
    }

    /** One of our scripts in Redis, by its name. */
    public static Call script(String name) {
        return new Call(Kind.REDIS_SCRIPT, name, "EVALSHA");
    }

    /** A request to WeChat, by the last segment of its path. */
    public static Call weChat(String name, String method) {
        return new Call(Kind.WECHAT, name, method);
    }
}
