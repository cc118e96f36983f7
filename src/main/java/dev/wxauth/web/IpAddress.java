package dev.wxauth.web;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Optional;

/** An IPv4 or IPv6 address, never a host name: reading one asks no name server. */
public final class IpAddress {
    private static final int IPV4_MAPPED_PREFIX = 12;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Empty when the text is no IP address. An IPv4 address mapped into IPv6 (RFC 4291 section 2.5.5.2) is IPv4. */
    public static Optional<IpAddress> parse(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return Optional.ofNullable(bytes).map(IpAddress::unmapped);
    }

    private static IpAddress unmapped(byte[] bytes) {
        boolean mapped = bytes.length == 16
                && bytes[10] == (byte) 0xff
                && bytes[11] == (byte) 0xff
                && Arrays.equals(bytes, 0, 10, new byte[10], 0, 10);
        return new IpAddress(mapped ? Arrays.copyOfRange(bytes, IPV4_MAPPED_PREFIX, 16) : bytes);
    }

    /** 4 or 16. */
    public int length() {
        return bytes.length;
    }

    /** The address with all but its leading bits cleared. */
    public IpAddress masked(int bits) {
        byte[] masked = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(8, bits - i * 8));
            masked[i] = (byte) (bytes[i] & (0xff00 >> kept));
        }
        return new IpAddress(masked);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return NetUtil.bytesToIpAddress(bytes);
    }
}
