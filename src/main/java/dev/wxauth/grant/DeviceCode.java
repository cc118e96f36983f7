package dev.wxauth.grant;

/**
 * What a verified device_code says.
 *
 * @param kid the master key that it was made under
 * @param requestId the request
 * @param sessionId what the session will be called that the request may become, the same on every pod
 */
public record DeviceCode(String kid, String requestId, String sessionId) {}
