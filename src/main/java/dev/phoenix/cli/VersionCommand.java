package dev.phoenix.cli;

import dev.phoenix.view.Json;
import dev.phoenix.view.Terminal;

/** {@code phoenix version}. */
final class VersionCommand {
  private VersionCommand() {}

  static ExitCode run(Arguments arguments, Terminal terminal) {
    // The jar's manifest has it; classes that lie in a folder have no version yet.
    String packaged = VersionCommand.class.getPackage().getImplementationVersion();
    String version = packaged == null ? "development" : packaged;
    if (arguments.has(Option.JSON)) {
      terminal.print(Json.version(version));
    } else {
      terminal.print("phoenix " + version + "\n");
    }
    return ExitCode.OK;
  }
}
