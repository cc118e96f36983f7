package dev.wxauth.grant;

/**
 * What a verified device_code says.
 *
 * @param kid the master key that it was made under
 * @param requestId the request
 */
public record DeviceCode(String kid, String requestId) {}
