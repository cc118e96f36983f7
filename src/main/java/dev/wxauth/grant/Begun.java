package dev.wxauth.grant;

/**
 * A request that has begun.
 *
 * @param deviceCode what the device asks with whether it may come in
 * @param ticket what the device shows
 */
public record Begun(String deviceCode, Ticket ticket) {
    @Override
    public String toString() {
        return "begun";
    }
}
