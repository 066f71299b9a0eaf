package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.stream.Stream;

/** A guest whose firewall lets nobody in over SSH is one that phoenix cannot reach either. */
final class LockedOut implements CrossChecks.Check {
  private static final int SSH = 22;

  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    for (VirtualMachine machine : configuration.virtualMachines()) {
      if (!machine.template() && machine.hasDocker()) {
        check(machine, configuration, diagnostics);
      }
    }
    for (LxcContainer container : configuration.containers()) {
      if (container.hasDocker() && container.ssh()) {
        check(container, configuration, diagnostics);
      }
    }
  }

  private static void check(
      DockerGuest guest, Configuration configuration, Diagnostics diagnostics) {
    GuestFirewall firewall = guest.guest().firewall();
    if (firewall == null || !firewall.enabled() || "ACCEPT".equals(firewall.input())) {
      return;
    }
    if (configuration.firewallRules(guest).stream().noneMatch(LockedOut::letsIn)) {
      diagnostics.add(
          Diagnostic.warning(
                  "the firewall of " + guest.guest().name() + " lets no SSH in",
                  "What no rule lets in is dropped, and phoenix reaches the guest over SSH. Add a rule such as {\"type\": \"in\", \"action\": \"ACCEPT\", \"proto\": \"tcp\", \"port\": \"22\", \"source\": \"<where phoenix runs>\"}.")
              .at(guest.guest().position()));
    }
  }

  private static boolean letsIn(FirewallRule rule) {
    return rule.type().equals("in")
        && rule.action().equals("ACCEPT")
        && (rule.proto().isEmpty() || rule.proto().equals("tcp"))
        && (rule.port().isEmpty()
            || Stream.of(rule.port().split(",", -1)).anyMatch(LockedOut::includesSsh));
  }

  private static boolean includesSsh(String part) {
    String[] ends = part.strip().split(":", -1);
    String last = ends[ends.length - 1];
    return ends[0].equals("ssh")
        || (ends[0].matches("\\d{1,5}")
            && last.matches("\\d{1,5}")
            && Integer.parseInt(ends[0]) <= SSH
            && SSH <= Integer.parseInt(last));
  }
}
