package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;

/** What phoenix needs to log in to Portainer is named; whether it is set is another matter. */
final class Credentials {
  private final Block block;
  private final Refusals refusals;

  Credentials(Block hypervisor, Refusals refusals) {
    this.block = hypervisor.blockOrEmpty("portainer_api");
    this.refusals = refusals;
  }

  /** A field that is there and broken is named too. */
  private boolean has(String field) {
    return block.has(field) || refusals.touch(WorkspaceFiles.HYPERVISOR, "/portainer_api/" + field);
  }

  void check(PortainerServer server, Diagnostics diagnostics) {
    if (server.managed() && !has("admin_password")) {
      diagnostics.add(
          Diagnostic.error(
                  "the Portainer server has no admin_password",
                  "phoenix creates the administrator with it. Write \"admin_password\":"
                      + " \"${env:PORTAINER_PASSWORD}\" into \"portainer_api\".")
              .at(block.position()));
    }
    if (!server.managed() && !has("admin_password") && !has("api_key")) {
      diagnostics.add(
          Diagnostic.error(
                  "there is no way to log in to Portainer",
                  "Write \"admin_password\" or \"api_key\" into \"portainer_api\".")
              .at(block.position()));
    }
    if (!server.managed() && !has("url") && !has("portainer_hostname")) {
      diagnostics.add(
          Diagnostic.error(
                  "where the Portainer server is, is not said",
                  "No machine runs it, so write its \"url\" into \"portainer_api\".")
              .at(block.position()));
    }
  }
}
