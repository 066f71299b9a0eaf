package dev.phoenix.configuration;

import dev.phoenix.configuration.Connection.Ssh;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.Locale;

/** No two machines have the same static address or MAC address. */
final class UniqueAddresses implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    Unique addresses = new Unique("address", diagnostics);
    Unique cards = new Unique("MAC address", diagnostics);
    for (Host host : configuration.hosts()) {
      // Machines behind one address, each with an SSH port of its own, are machines all the same.
      if (host.connection() instanceof Ssh ssh) {
        addresses.claim(
            ssh.port() == 22 ? host.address() : host.address() + ":" + ssh.port(),
            host.name(),
            host.position());
      }
    }
    UniqueNames.guests(configuration)
        .forEach(guest -> {
          Reference address = guest.address();
          if (address != null) {
            String bare = Networks.withoutMask(address.target());
            addresses.claim(bare, guest.name(), address.position());
          }
          Reference mac = guest.network().mac();
          if (mac != null) {
            cards.claim(mac.target().toUpperCase(Locale.ROOT), guest.name(), mac.position());
          }
        });
  }
}
