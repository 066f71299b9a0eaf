package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Suggestion;
import dev.phoenix.view.DiagnosticView;
import dev.phoenix.view.Style;
import dev.phoenix.view.Terminal;
import java.nio.file.Path;
import java.util.Arrays;
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
    List<Command> family =
        Arrays.stream(Command.values()).filter(c -> c.spelling().startsWith(wanted + " ")).toList();
    if (command == null && !family.isEmpty()) {
      terminal.print(String.join("\n", family.stream().map(Help::of).toList()));
      return ExitCode.OK;
    }
    if (command == null) {
      terminal.note(
          new DiagnosticView(Path.of(""), Style.PLAIN)
              .render(
                  List.of(
                      Diagnostic.error(
                          "there is no command " + wanted,
                          Suggestion.sentence(wanted, spellings())
                              + "phoenix help lists the commands."))));
      return ExitCode.ERROR;
    }
    terminal.print(Help.of(command));
    return ExitCode.OK;
  }

  private static List<String> spellings() {
    return Arrays.stream(Command.values()).map(Command::spelling).toList();
  }
}
