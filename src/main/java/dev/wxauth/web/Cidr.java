package dev.wxauth.web;

/**
 * A block of IP addresses (RFC 4632, RFC 4291 section 2.3).
 *
 * @param network the first address of the block
 * @param bits how many leading bits are the block's
 */
public record Cidr(IpAddress network, int bits) {
    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. */
    public static Cidr parse(String text) {
        String[] parts = text.split("/", 2);
        IpAddress network = IpAddress.parse(parts[0])
                .orElseThrow(() -> new IllegalArgumentException("must be a comma list of CIDR blocks"));
        return new Cidr(network, parts.length == 1 ? network.length() * 8 : bits(parts[1], network.length() * 8));
    }

    private static int bits(String text, int most) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("has a block whose prefix length is not from 0 to " + most);
        }
        return Integer.parseInt(text);
    }

    /** Whether the block holds the address. */
    public boolean contains(IpAddress address) {
        return address.length() == network.length() && address.masked(bits).equals(network.masked(bits));
    }

    @Override
    public String toString() {
        return network + "/" + bits;
    }
}
