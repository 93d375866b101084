package io.afos.api.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Resolves the addresses for a connection and rejects those outside the public internet. Otherwise anyone who may
 * submit a job could use a webhook to reach whatever only this service's host can reach.
 */
final class ReachableAddresses implements DnsResolver {

    /** The IPv4 ranges that IANA lists as not globally reachable, and multicast. */
    private static final List<IpAddressMatcher> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Special-purpose ranges, documentation and 6to4 within the global unicast addresses of IPv6.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private static final IpAddressMatcher GLOBAL_UNICAST = new IpAddressMatcher("2000::/3");

    private final boolean allowPrivateNetworks;

    ReachableAddresses(boolean allowPrivateNetworks) {
        this.allowPrivateNetworks = allowPrivateNetworks;
    }

    private static List<IpAddressMatcher> networks(String... networks) {
        return Stream.of(networks).map(IpAddressMatcher::new).toList();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (!allowPrivateNetworks && !isPublic(address)) {
                throw new UnknownHostException(String.format(
                        Locale.ROOT,
                        "%s resolves to %s, which is not a public internet address; set"
                                + " afos.webhooks.allow-private-networks to allow it",
                        host,
                        address.getHostAddress()));
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static boolean isPublic(InetAddress address) {
        String text = address.getHostAddress();
        boolean special = SPECIAL.stream().anyMatch(network -> network.matches(text));
        return !special && (address.getAddress().length == 4 || GLOBAL_UNICAST.matches(text));
    }
}
