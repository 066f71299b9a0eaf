package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.view.DiagnosticView;
import dev.phoenix.view.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says that phoenix itself is at fault, and puts the trace where a report can take it from. */
final class BugReport {
  private BugReport() {}

  static void tell(Throwable bug, Terminal terminal) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "phoenix failed in a way it must not: " + bug.getClass().getSimpleName(),
            "This is a bug in phoenix, please report it"
                + written(bug)
                + " If it was changing something, the same command goes on from there.");
    terminal.note(
        new DiagnosticView(Path.of(""), terminal.look().err()).render(List.of(diagnostic)));
  }

  /** Messages of exceptions may hold what a server echoed, so only places are written. */
  private static String written(Throwable bug) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = bug; cause != null; cause = cause.getCause()) {
      text.append(cause.getClass().getName()).append('\n');
      for (StackTraceElement place : cause.getStackTrace()) {
        text.append("  at ").append(place).append('\n');
      }
    }
    try {
      Path file = Files.createTempFile("phoenix-bug-", ".txt");
      Files.writeString(file, text);
      return ", with what stands in " + file + ".";
    } catch (IOException e) {
      return ".";
    }
  }
}
