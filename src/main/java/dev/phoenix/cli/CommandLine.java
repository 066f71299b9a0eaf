package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Redaction;
import dev.phoenix.view.DiagnosticView;
import dev.phoenix.view.Style;
import dev.phoenix.view.Terminal;
import java.util.List;
import java.util.Objects;

/** Runs one command line from its arguments to its exit code. */
public final class CommandLine {
  private final Surroundings surroundings;

  public CommandLine(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public int run(List<String> arguments) {
    Arguments understood;
    try {
      understood = ArgumentParser.parse(arguments);
    } catch (UsageException problem) {
      return misunderstood(arguments, problem).number();
    }
    return run(understood).number();
  }

  private ExitCode misunderstood(List<String> arguments, UsageException problem) {
    Terminal terminal = terminal(arguments.contains(Option.NO_COLOR.spelling()));
    Diagnostic diagnostic =
        Diagnostic.error(
            Objects.requireNonNullElse(problem.getMessage(), ""),
            "phoenix help lists the commands, phoenix help COMMAND explains one.");
    terminal.note(
        new DiagnosticView(surroundings.folder(), terminal.look().err())
            .render(List.of(diagnostic)));
    return ExitCode.ERROR;
  }

  private ExitCode run(Arguments arguments) {
    Terminal terminal = terminal(arguments.has(Option.NO_COLOR));
    return switch (arguments.command()) {
      case HELP -> HelpCommand.run(arguments, terminal);
      case VERSION -> VersionCommand.run(arguments, terminal);
      case VALIDATE, PLAN, APPLY, DESTROY, SHOW, STATE_LIST, STATE_SHOW, GRAPH, LAB_RUN ->
          ExitCode.ERROR;
    };
  }

  /** Colour is for terminals, and for people who have not said that they want none. */
  private Terminal terminal(boolean colourless) {
    String noColor = surroundings.environment().getOrDefault("NO_COLOR", "");
    Terminal.Look look = surroundings.look();
    if (colourless || !noColor.isEmpty()) {
      look = new Terminal.Look(Style.PLAIN, Style.PLAIN, look.live(), look.width());
    }
    return new Terminal(surroundings.out(), surroundings.err(), new Redaction(), look);
  }
}
