package dev.wxauth.web;

import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tells a client's address. Forwarding headers are believed only from trusted proxies, and read from the right, because
 * everything left of the last trusted hop can be invented by the client.
 */
public final class ClientAddress {
    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");

    private final List<IpSubnetFilterRule> trusted;
    private final ForwardedNotice notice;

    /** Takes the proxies whose headers are believed, and what is told of all others. */
    public ClientAddress(List<IpSubnetFilterRule> trusted, ForwardedNotice notice) {
        this.trusted = trusted;
        this.notice = notice;
    }

    String of(HttpServerRequest request) {
        SocketAddress peer = request.connection().remoteAddress();
        String host = peer == null ? "" : peer.hostAddress();
        return IpAddress.parseWithZone(host == null ? "" : host)
                .map(address -> IpAddress.text(behindProxies(address, request)))
                .orElse("unknown");
    }

    private InetAddress behindProxies(InetAddress peer, HttpServerRequest request) {
        InetAddress nearest = peer;
        if (!request.headers().contains(FORWARDED_FOR)) {
            return nearest;
        }
        if (!isTrusted(peer)) {
            notice.seen(peer);
            return nearest;
        }
        for (String entry : forwardedFromTheRight(request)) {
            if (!isTrusted(nearest)) {
                return nearest;
            }
            Optional<InetAddress> next = parse(entry);
            if (next.isEmpty()) {
                return nearest;
            }
            nearest = next.get();
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        InetSocketAddress peer = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(block -> block.matches(peer));
    }

    private static List<String> forwardedFromTheRight(HttpServerRequest request) {
        List<String> entries = Arrays.asList(
                String.join(",", request.headers().getAll(FORWARDED_FOR)).split(","));
        Collections.reverse(entries);
        return entries;
    }

    /** Some proxies add the port: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
    private static Optional<InetAddress> parse(String entry) {
        String text = entry.strip().replaceFirst("^\\[(.*)](:\\d+)?$", "$1");
        return IpAddress.parseWithZone(text.replaceFirst("^(\\d+(?:\\.\\d+){3}):\\d+$", "$1"));
    }
}
