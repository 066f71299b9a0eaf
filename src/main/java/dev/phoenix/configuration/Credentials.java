package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Secret;
import java.nio.charset.StandardCharsets;

/** What phoenix needs to log in to Portainer is named; whether it is set is another matter. */
final class Credentials {
  /** What bcrypt as Go has it takes; it refuses more. */
  private static final int LONGEST_PASSWORD = 72;

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
    Secret password = server.adminPassword();
    if (server.managed()
        && password != null
        && password.reveal().getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
      diagnostics.add(
          Diagnostic.error(
                  "the password of Portainer's administrator is longer than %d bytes"
                      .formatted(LONGEST_PASSWORD),
                  "Portainer keeps it as a hash by bcrypt, which takes no more, so the server would"
                      + " not start. Take a shorter one; letters beyond ASCII take two bytes and"
                      + " more.")
              .at(block.position("admin_password")));
    }
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
