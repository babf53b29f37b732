package dev.signalbox.camel;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where no channel has any business: link-local addresses, where clouds keep their metadata and credentials, multicast, and
 * "any". Loopback is fine, since only settings name a channel's address.
 */
final class Destinations {

  private Destinations() {}

  static void check(InetAddress... addresses) throws UnknownHostException {
    for (InetAddress address : addresses) {
      if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
        throw new UnknownHostException("resolves to an address that is not allowed");
      }
    }
  }

  static void check(String host) throws UnknownHostException {
    check(InetAddress.getAllByName(host));
  }
}
