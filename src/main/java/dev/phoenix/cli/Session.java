package dev.phoenix.cli;

import dev.phoenix.configuration.ReadingCache;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.state.Machine;
import dev.phoenix.state.StateLock;
import dev.phoenix.state.StateStore;
import dev.phoenix.view.DiagnosticView;
import dev.phoenix.view.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One command at work: its arguments, its workspace and where its words go. */
record Session(Arguments arguments, Surroundings surroundings, Terminal terminal) {
  boolean has(Option option) {
    return arguments.has(option);
  }

  boolean isLab() {
    return has(Option.LAB) || arguments.command() == Command.LAB_RUN;
  }

  /** The workspace. */
  Path folder() {
    String given = arguments.value(Option.DIRECTORY);
    return given == null ? surroundings.folder() : surroundings.folder().resolve(given);
  }

  String name() {
    Path last = folder().toAbsolutePath().normalize().getFileName();
    return last == null ? "workspace" : last.toString();
  }

  /** Where phoenix keeps what belongs to the lab of this workspace. */
  Path labFolder() {
    return folder().resolve(".phoenix").resolve("lab");
  }

  /** What earlier commands found in the files. */
  ReadingCache cache() {
    String program = surroundings.program();
    return program == null
        ? ReadingCache.none()
        : ReadingCache.in(folder().resolve(".phoenix").resolve("cache"), program);
  }

  /** The lab has a state of its own, so that trying never touches the real one. */
  Path stateFile() {
    String given = arguments.value(Option.STATE);
    if (given != null) {
      return surroundings.folder().resolve(given);
    }
    String file = name() + ".state.json";
    return isLab() ? labFolder().resolve(file) : folder().resolve("state").resolve(file);
  }

  StateStore state() {
    return new StateStore(
        stateFile(), Machine.here(surroundings.environment()).with(surroundings.disk()));
  }

  StateLock lock() {
    return new StateLock(stateFile(), Machine.here(surroundings.environment()));
  }

  /** Prints what was collected and says whether it lets the command go on. */
  boolean report(Diagnostics diagnostics) {
    terminal.note(new DiagnosticView(folder(), terminal.look().err()).render(diagnostics.sorted()));
    return !diagnostics.hasErrors();
  }

  ExitCode fail(Diagnostics diagnostics) {
    report(diagnostics);
    return ExitCode.ERROR;
  }

  /** The same command with other options. */
  String with(Map<Option, List<String>> options) {
    return "phoenix " + arguments.command().spelling() + Shell.options(options);
  }

  /** What people are told, with commands that are about the same workspace, state and world. */
  String hint(String text) {
    return Hints.of(arguments).apply(text);
  }
}
