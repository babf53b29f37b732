package dev.signalbox.camel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up and refuses where nobody has any business. Asked for every new connection, also to an address in
 * digits, and what it answers is what is connected to: a name that changes its mind between two look-ups does not help.
 */
final class CheckedNames extends SystemDefaultDnsResolver {

  /** Throws for an address that is not allowed. */
  @FunctionalInterface
  interface Check {
    void check(InetAddress... addresses) throws UnknownHostException;
  }

  private final Check check;

  CheckedNames(Check check) {
    this.check = check;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = super.resolve(host);
    check.check(addresses);
    return addresses;
  }
}
