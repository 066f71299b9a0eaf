package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;

/** What phoenix needs to log in to Portainer is named; whether it is set is another matter. */
final class Credentials {
  private Credentials() {}

  static void check(Block hypervisor, PortainerServer server, Diagnostics diagnostics) {
    Block block = hypervisor.blockOrEmpty("portainer_api");
    if (server.managed() && !block.has("admin_password")) {
      diagnostics.add(
          Diagnostic.error(
                  "the Portainer server has no admin_password",
                  "phoenix creates the administrator with it. Write \"admin_password\":"
                      + " \"${env:PORTAINER_PASSWORD}\" into \"portainer_api\".")
              .at(block.position()));
    }
    if (!server.managed() && !block.has("admin_password") && !block.has("api_key")) {
      diagnostics.add(
          Diagnostic.error(
                  "there is no way to log in to Portainer",
                  "Write \"admin_password\" or \"api_key\" into \"portainer_api\".")
              .at(block.position()));
    }
    if (!server.managed() && !block.has("url") && !block.has("portainer_hostname")) {
      diagnostics.add(
          Diagnostic.error(
                  "where the Portainer server is, is not said",
                  "No machine runs it, so write its \"url\" into \"portainer_api\".")
              .at(block.position()));
    }
  }
}
