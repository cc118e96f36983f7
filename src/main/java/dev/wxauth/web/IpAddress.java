package dev.wxauth.web;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** IPv4 and IPv6 addresses as text, never host names: reading one asks no name server. */
public final class IpAddress {
    private static final int SUBSCRIBER_BYTES = 8;
    private static final String BLOCKS = "must be a comma list of CIDR blocks";

    private IpAddress() {}

    /**
     * Empty when the text is no IP address; one with a zone (RFC 4007 section 11) is none. An IPv4 address mapped into IPv6
     * (RFC 4291 section 2.5.5.2) is IPv4.
     */
    public static Optional<InetAddress> parse(String text) {
        return text.indexOf('%') < 0 ? parseWithZone(text) : Optional.empty();
    }

    /** The same for what a socket or a proxy tells: a zone may follow, and is left out, for it says something to its own host alone. */
    static Optional<InetAddress> parseWithZone(String text) {
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text))
                .map(IpAddress::of);
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** The one form of an address (for IPv6 that of RFC 5952 section 4). */
    public static String text(InetAddress address) {
        return NetUtil.bytesToIpAddress(address.getAddress());
    }

    /** The address in its one form with all but its leading bytes cleared. */
    public static String network(InetAddress address, int bytes) {
        byte[] network = address.getAddress();
        Arrays.fill(network, bytes, network.length, (byte) 0);
        return NetUtil.bytesToIpAddress(network);
    }

    /** Whose an address is, as far as it tells: IPv6 goes by /64, which is what one subscriber has. Any other text is as it is. */
    public static String subscriber(String address) {
        return parse(address)
                .filter(Inet6Address.class::isInstance)
                .map(ip -> network(ip, SUBSCRIBER_BYTES))
                .orElse(address);
    }

    /**
     * A block of addresses (RFC 4632, RFC 4291 section 2.3): {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. The
     * library gets the address itself: it would ask a name server for a text.
     *
     * @throws IllegalArgumentException when it is none; the message shows no value
     */
    public static IpSubnetFilterRule block(String text) {
        String[] parts = text.split("/", 2);
        InetAddress network = parse(parts[0]).orElseThrow(() -> new IllegalArgumentException(BLOCKS));
        int most = network.getAddress().length * Byte.SIZE;
        int bits = parts.length == 1 ? most : bits(parts[1], most);
        return new IpSubnetFilterRule(network, bits, IpFilterRuleType.ACCEPT);
    }

    private static int bits(String text, int most) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("has a block whose prefix length is not from 0 to " + most);
        }
        return Integer.parseInt(text);
    }
}
