package dev.wxauth.grant;

import java.util.Optional;

/**
 * What a device asks for.
 *
 * @param client who asks
 * @param appid the mini program whose user is to agree
 * @param device a label for the user to read
 * @param address of the device or its user
 */
public record NewRequest(String client, String appid, Optional<String> device, String address) {
    @Override
    public String toString() {
        return "request of " + client;
    }
}
