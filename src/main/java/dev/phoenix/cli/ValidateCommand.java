package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.view.Json;
import java.util.List;

/** {@code phoenix validate}: reads the files and says everything that is wrong with them. */
final class ValidateCommand {
  private ValidateCommand() {}

  static ExitCode run(Session session) {
    Diagnostics diagnostics = new Diagnostics();
    Files files = Files.read(session, diagnostics);
    List<Diagnostic> found = diagnostics.sorted();
    if (session.has(Option.JSON)) {
      session.terminal().print(Json.diagnostics(found));
    } else {
      session.report(diagnostics);
      if (files != null && !diagnostics.hasErrors()) {
        session.terminal().print(summary(session, files, found.size()));
      }
    }
    if (files == null || diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    files.remember();
    return ExitCode.OK;
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
