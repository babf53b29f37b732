package dev.signalbox.camel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where nobody has any business: link-local addresses, where clouds keep their metadata and credentials, multicast, and
 * "any". Loopback and private networks are fine where only settings name the address, as for the channels; where a file
 * under {@code routes/} does, they are not.
 */
final class Destinations {

  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b};

  private Destinations() {}

  /** An address that is not allowed. */
  static final class ForbiddenAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddress(String message) {
      super(message);
    }
  }

  static void check(InetAddress... addresses) throws UnknownHostException {
    for (InetAddress address : addresses) {
      if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
        throw new ForbiddenAddress("resolves to an address that is not allowed");
      }
    }
  }

  static void check(String host) throws UnknownHostException {
    check(InetAddress.getAllByName(host));
  }

  /** Only what everybody can reach: neither this machine nor the networks behind it. */
  static void checkPublic(InetAddress... addresses) throws UnknownHostException {
    check(addresses);
    for (InetAddress address : addresses) {
      if (address.isLoopbackAddress() || address.isSiteLocalAddress() || isPrivate(address.getAddress())) {
        throw new ForbiddenAddress("resolves to an address of this machine or of a private network");
      }
      if (address instanceof Inet6Address v6 && holdsV4(v6)) {
        byte[] bytes = v6.getAddress();
        checkPublic(InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16)));
      }
    }
  }

  /** Beyond what Java calls site-local: 0/8, the carrier's 100.64/10, and fc00::/7. */
  private static boolean isPrivate(byte[] address) {
    int first = address[0] & 0xff;
    return address.length == 4
        ? first == 0 || first == 100 && (address[1] & 0xc0) == 64
        : (first & 0xfe) == 0xfc;
  }

  private static boolean holdsV4(Inet6Address address) {
    return address.isIPv4CompatibleAddress() || Arrays.equals(Arrays.copyOf(address.getAddress(), 4), NAT64);
  }
}
