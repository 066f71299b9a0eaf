package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.view.GraphView;
import java.util.Objects;

/** {@code phoenix graph}: what depends on what, for other programs to draw. */
final class GraphCommand {
  private GraphCommand() {}

  static ExitCode run(Session session) {
    Diagnostics diagnostics = new Diagnostics();
    Files files = Files.read(session, diagnostics);
    if (!session.report(diagnostics) || files == null) {
      return ExitCode.ERROR;
    }
    if (files.resources().isEmpty()) {
      Diagnostics empty = new Diagnostics();
      empty.add(
          Diagnostic.warning(
              "there is nothing to draw: the files name no resource",
              "Add \"hosts\" to phoenix_hypervisor_config.json; examples/ shows how."));
      session.report(empty);
    }
    String format = Objects.requireNonNullElse(session.arguments().value(Option.FORMAT), "dot");
    session
        .terminal()
        .print(
            switch (format) {
              case "mermaid" -> GraphView.mermaid(files.graph());
              case "json" -> GraphView.json(files.graph());
              default -> GraphView.dot(files.graph());
            });
    return ExitCode.OK;
  }
}
