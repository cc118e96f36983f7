package dev.wxauth.app;

import dev.wxauth.identity.UserId;
import dev.wxauth.settings.Secret;
import java.util.Optional;

/**
 * What WeChat gives for a code.
 *
 * @param user whose code it was
 * @param unionid when the app is bound to an Open Platform account
 * @param sessionKey base64 of 16 bytes, to be used as this very text but for AES; only a mini program has one
 */
public record CodeSession(UserId user, Optional<String> unionid, Optional<Secret> sessionKey) {}
