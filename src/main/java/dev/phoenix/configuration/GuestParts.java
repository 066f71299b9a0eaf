package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields of guests that no plan acts upon, told of so that nobody takes them for done. */
final class GuestParts implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    if (configuration.hypervisor() == null) {
      return;
    }
    Parts parts = new Parts();
    for (VirtualMachine machine : configuration.virtualMachines()) {
      parts.common(machine.guest());
      GuestFirewall firewall = machine.guest().firewall();
      parts.add(
          "firewall of a template",
          machine.template() && firewall != null && firewall.enabled(),
          machine.guest());
      parts.add("volumes", !machine.mounts().isEmpty(), machine.guest());
    }
    for (LxcContainer container : configuration.containers()) {
      parts.common(container.guest());
      parts.add("application_script", container.script() != null, container.guest());
      parts.add("bootstrap_ca_url", container.bootstrapCa() != null, container.guest());
      parts.add("vllm_engine_config", container.engine() != null, container.guest());
      parts.add(
          "enable_lifecycle_snapshots, which Proxmox VE refuses beside folders of the node",
          container.lifecycleSnapshots() && !container.takesLifecycleSnapshots(),
          container.guest());
    }
    parts.tell(diagnostics);
  }

  /** Which guests have what. */
  private static final class Parts {
    private final Map<String, List<String>> guests = new LinkedHashMap<>();
    private @Nullable Position first;

    void common(Guest guest) {
      add("features", guest.features().stream().anyMatch(it -> !it.equals("docker")), guest);
      add("traefik_service", guest.route() != null, guest);
    }

    void add(String field, boolean has, Guest guest) {
      if (has) {
        guests.computeIfAbsent(field, _ -> new ArrayList<>()).add(guest.name());
        first = first == null ? guest.position() : first;
      }
    }

    void tell(Diagnostics diagnostics) {
      Position position = first;
      if (position != null) {
        diagnostics.add(
            Diagnostic.warning(
                    "not all that the files say of guests is done",
                    "phoenix makes, sizes, connects and starts them. What these fields ask for is up to you: "
                        + guests.entrySet().stream()
                            .map(part ->
                                part.getKey() + " (" + String.join(", ", part.getValue()) + ")")
                            .collect(Collectors.joining(", "))
                        + ".")
                .at(position));
      }
    }
  }
}
