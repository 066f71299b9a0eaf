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

  static void run(Configuration configuration, Diagnostics diagnostics) {
    ComposeFiles compose = new ComposeFiles(configuration);
    List<Check> checks =
        List.of(
            new UniqueNames(),
            new UniqueAddresses(),
            new Gateways(),
            new Dependencies(),
            new Primary(),
            new AgentNeedsDocker(),
            new Assigned(),
            new ExternalDeclarations(compose),
            new PublishedPorts(compose),
            new FirewallDuplicates(),
            new MovingImages(compose));
    checks.forEach(check -> check.check(configuration, diagnostics));
  }
}
