package dev.wxauth.authentication;

import dev.wxauth.session.SessionName;
import dev.wxauth.session.Skey;
import dev.wxauth.token.AccessToken;

/** A credential that is genuine; whether it still counts depends on its session. */
public sealed interface Credential {
    /** The tag of the user whose it is. */
    String tag();

    /** The session it stands for. */
    String sessionId();

    /** A signed access token. */
    record OfToken(AccessToken token) implements Credential {
        @Override
        public String tag() {
            return token.tag();
        }

        @Override
        public String sessionId() {
            return token.sessionId();
        }
    }

    /** An skey of some generation. */
    record OfSkey(Skey skey) implements Credential {
        @Override
        public String tag() {
            return skey.tag();
        }

        @Override
        public String sessionId() {
            return skey.sessionId();
        }
    }

    /** Where that session is. */
    default SessionName session() {
        return new SessionName(tag(), sessionId());
    }
}
