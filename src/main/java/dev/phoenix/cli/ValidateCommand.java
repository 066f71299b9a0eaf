package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.view.Json;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** {@code phoenix validate}: reads the files and says everything that is wrong with them. */
final class ValidateCommand {
  private ValidateCommand() {}

  static ExitCode run(Session session) {
    Diagnostics diagnostics = new Diagnostics();
    NavigableSet<String> missing = new ConcurrentSkipListSet<>();
    Files files = Files.check(session, missing::add, diagnostics);
    List<Diagnostic> found = diagnostics.sorted();
    if (session.has(Option.JSON)) {
      session.terminal().print(Json.diagnostics(found, missing));
    } else {
      session.report(diagnostics);
      if (files != null && !diagnostics.hasErrors()) {
        session.terminal().print(summary(session, files, found.size()) + unset(missing));
      }
    }
    if (files == null || diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    files.remember();
    return ExitCode.OK;
  }

  /** What a plan will want, and this needs not. */
  private static String unset(SortedSet<String> missing) {
    return missing.isEmpty()
        ? ""
        : "Not set here, and not needed for this: " + String.join(", ", missing) + ".\n";
  }

  private static String summary(Session session, Files files, int warnings) {
    return "The files of "
        + session.name()
        + " are valid: "
        + Count.of(files.resources().size(), "resource")
        + Guests.counted(
            files.configuration().hypervisor() == null ? ", " : ", among them ",
            files.configuration())
        + (warnings == 0 ? "" : ", " + Count.of(warnings, "warning"))
        + ".\n";
  }
}
