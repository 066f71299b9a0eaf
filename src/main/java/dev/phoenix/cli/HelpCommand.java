package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.view.DiagnosticView;
import dev.phoenix.view.Style;
import dev.phoenix.view.Terminal;
import java.nio.file.Path;
import java.util.List;

/** {@code phoenix help}: explains phoenix or one command. */
final class HelpCommand {
  private HelpCommand() {}

  static ExitCode run(Arguments arguments, Terminal terminal) {
    if (arguments.rest().isEmpty()) {
      terminal.print(Help.global());
      return ExitCode.OK;
    }
    String wanted = String.join(" ", arguments.rest());
    Command command = ArgumentParser.command(wanted);
    if (command == null) {
      terminal.note(
          new DiagnosticView(Path.of(""), Style.PLAIN)
              .render(
                  List.of(
                      Diagnostic.error(
                          "there is no command " + wanted, "phoenix help lists the commands."))));
      return ExitCode.ERROR;
    }
    terminal.print(Help.of(command));
    return ExitCode.OK;
  }
}
