package dev.phoenix.cli;

import dev.phoenix.configuration.ConfigurationReader;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.UnfitAttributeException;
import dev.phoenix.view.DiagnosticView;
import dev.phoenix.view.Terminal;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs one command line from its arguments to its exit code. */
public final class CommandLine {
  private final Surroundings surroundings;
  private final Worlds worlds;

  /**
   * A command line in these surroundings.
   *
   * @param providers makes the types of resource over a network; called only when needed
   */
  public CommandLine(
      Surroundings surroundings, BiFunction<Network, Redaction, List<Provider>> providers) {
    this.surroundings = surroundings;
    this.worlds = new Worlds(providers);
  }

  public int run(List<String> arguments) {
    if (arguments.isEmpty()) {
      terminal(false, UnaryOperator.identity()).note(Help.global());
      return ExitCode.ERROR.number();
    }
    Arguments understood;
    try {
      understood = ArgumentParser.parse(arguments);
    } catch (UsageException problem) {
      return misunderstood(arguments, problem).number();
    }
    try {
      return run(understood).number();
    } catch (UnfitAttributeException damaged) {
      return unfit(understood, damaged).number();
    } catch (RuntimeException | Error bug) {
      BugReport.tell(bug, terminal(understood.has(Option.NO_COLOR), Hints.of(understood)));
      return ExitCode.ERROR.number();
    }
  }

  private ExitCode unfit(Arguments arguments, UnfitAttributeException damaged) {
    Terminal terminal = terminal(arguments.has(Option.NO_COLOR), Hints.of(arguments));
    terminal.note(
        new DiagnosticView(surroundings.folder(), terminal.look().err())
            .render(List.of(Diagnostic.error("the state cannot be used", damaged.advice()))));
    return ExitCode.ERROR;
  }

  private ExitCode misunderstood(List<String> arguments, UsageException problem) {
    Terminal terminal =
        terminal(arguments.contains(Option.NO_COLOR.spelling()), UnaryOperator.identity());
    Diagnostic diagnostic =
        Diagnostic.error(
            Objects.requireNonNullElse(problem.getMessage(), ""),
            hint(ArgumentParser.meant(arguments)));
    terminal.note(
        new DiagnosticView(surroundings.folder(), terminal.look().err())
            .render(List.of(diagnostic)));
    return ExitCode.ERROR;
  }

  private static String hint(@Nullable Command meant) {
    return meant == null
        ? "phoenix help lists the commands, phoenix help COMMAND explains one."
        : "phoenix help " + meant.spelling() + " says what it takes.";
  }

  private ExitCode run(Arguments arguments) {
    Terminal terminal = terminal(arguments.has(Option.NO_COLOR), Hints.of(arguments));
    Session session = new Session(arguments, surroundings, terminal);
    return switch (arguments.command()) {
      case HELP -> HelpCommand.run(arguments, terminal);
      case VERSION -> VersionCommand.run(arguments, terminal);
      case VALIDATE -> ValidateCommand.run(session);
      case PLAN, DRIFT -> PlanCommand.run(session, worlds);
      case APPLY, DESTROY -> new ApplyCommand(session, worlds).run();
      case LAB_RUN -> LabCommand.run(session);
      case SHOW, STATE_SHOW -> inFolder(session, StateCommand::show);
      case STATE_LIST -> inFolder(session, StateCommand::list);
      case STATE_FORGET -> inFolder(session, it -> new ForgetCommand(it).run());
      case STATE_HISTORY -> inFolder(session, HistoryCommand::run);
      case STATE_RESTORE -> inFolder(session, it -> new RestoreCommand(it).run());
      case LOCK_STATUS -> inFolder(session, LockCommand::status);
      case LOCK_BREAK -> inFolder(session, LockCommand::breakOff);
      case STATE_MOVE -> inFolder(session, it -> new MoveCommand(it).run());
      case IMPORT, RECOVER ->
          session.has(Option.DISCOVER)
              ? new DiscoverCommand(session, worlds).run()
              : new ImportCommand(session, worlds).run();
      case GRAPH -> GraphCommand.run(session);
    };
  }

  /** A command that reads no files: in the wrong folder there would seem to be nothing recorded. */
  private static ExitCode inFolder(Session session, Function<Session, ExitCode> command) {
    Diagnostics diagnostics = new Diagnostics();
    return ConfigurationReader.isFolder(session.folder(), diagnostics)
        ? command.apply(session)
        : session.fail(diagnostics);
  }

  /** Colour is for terminals, and for people who have not said that they want none. */
  private Terminal terminal(boolean colourless, UnaryOperator<String> hints) {
    String noColor = surroundings.environment().getOrDefault("NO_COLOR", "");
    Terminal.Look look = surroundings.look();
    if (colourless || !noColor.isEmpty()) {
      look = look.colourless();
    }
    return new Terminal(surroundings.out(), surroundings.err(), new Redaction(), look.with(hints));
  }
}
