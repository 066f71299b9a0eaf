package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostics;
import java.util.List;

/** What no schema can see: how the parts of all files fit together. */
final class CrossChecks {
  private CrossChecks() {}

  /** One rule over the whole configuration. */
  interface Check {
    void check(Configuration configuration, Diagnostics diagnostics);
  }

  /** Whether a machine or its role is broken, so that nobody knows who is primary or an agent. */
  static boolean areRolesUnsure(Refusals refusals) {
    return refusals.hide(WorkspaceFiles.HYPERVISOR, "/hosts/*/portainer_role")
        || refusals.hide(WorkspaceFiles.HYPERVISOR, "/hosts/*/name")
        || refusals.hide(WorkspaceFiles.MACHINES, "/vms/*/portainer_role")
        || refusals.hide(WorkspaceFiles.CONTAINERS, "/lxc_configs/*/portainer_role")
        || refusals.hide(WorkspaceFiles.HYPERVISOR, "/portainer_api/managed");
  }

  static void run(Configuration configuration, Refusals refusals, Diagnostics diagnostics) {
    ComposeFiles compose = new ComposeFiles(configuration);
    List<Check> checks =
        List.of(
            new UniqueNames(),
            new UniqueAddresses(),
            new UniqueMounts(),
            new Gateways(),
            new Dependencies(refusals),
            new CloneSources(),
            new LinkedStorages(),
            new Primary(refusals),
            new AgentNeedsDocker(refusals),
            new AgentAddresses(),
            new MovingAddresses(),
            new Assigned(refusals),
            new ExternalDeclarations(compose, refusals),
            new PublishedPorts(compose, refusals),
            new FirewallDuplicates(),
            new FirewallPorts(),
            new LockedOut(),
            new GuestParts(),
            new MovingImages(compose));
    // None knows of another, and a large fleet keeps each of them busy.
    checks.parallelStream().forEach(check -> check.check(configuration, diagnostics));
  }
}
