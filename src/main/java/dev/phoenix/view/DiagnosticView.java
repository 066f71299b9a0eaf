package dev.phoenix.view;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Diagnostics as text: what, where with the line of the file, why, and what to do next. */
public final class DiagnosticView {
  private static final long LARGEST_FILE = 4_000_000;
  private static final int LONGEST_LINE = 160;

  private final Path workspace;
  private final Style style;
  private final Map<String, List<String>> files = new HashMap<>();

  /**
   * A view of diagnostics about one workspace.
   *
   * @param workspace where the files of the positions are
   */
  public DiagnosticView(Path workspace, Style style) {
    this.workspace = workspace;
    this.style = style;
  }

  public String render(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder();
    diagnostics.forEach(diagnostic -> one(text, diagnostic));
    return text.toString();
  }

  private void one(StringBuilder text, Diagnostic diagnostic) {
    String kind = diagnostic.isError() ? style.red("error") : style.yellow("warning");
    text.append(kind).append(": ").append(style.bold(diagnostic.summary())).append('\n');
    place(text, diagnostic);
    for (String line : Wrap.lines(style.hint(diagnostic.detail()), 96)) {
      text.append("  ").append(line).append('\n');
    }
    text.append('\n');
  }

  private void place(StringBuilder text, Diagnostic diagnostic) {
    Position position = diagnostic.position();
    String subject = diagnostic.subject();
    if (position == null) {
      return;
    }
    text.append("  at ").append(position);
    if (subject != null && !subject.isEmpty()) {
      text.append(" (").append(subject).append(')');
    }
    text.append('\n');
    String line = line(position);
    if (line != null && line.length() <= LONGEST_LINE) {
      excerpt(text, position, Shown.of(line));
    }
  }

  private void excerpt(StringBuilder text, Position position, String line) {
    String number = String.valueOf(position.line());
    text.append("    ").append(style.dim(number + " | ")).append(line).append('\n');
    if (position.column() > 0 && position.column() <= line.length() + 1) {
      text.append("    ").append(" ".repeat(number.length())).append(style.dim(" | "));
      // Tabs stay tabs, so that the caret stands below its character.
      line.substring(0, position.column() - 1)
          .chars()
          .forEach(c -> text.append(c == '\t' ? '\t' : ' '));
      text.append(style.cyan("^")).append('\n');
    }
  }

  private @Nullable String line(Position position) {
    if (position.line() == 0) {
      return null;
    }
    List<String> lines = files.computeIfAbsent(position.file(), this::read);
    return position.line() <= lines.size() ? lines.get(position.line() - 1) : null;
  }

  /** A file that cannot be shown is no error here: whoever read it has said what is wrong. */
  private List<String> read(String name) {
    try {
      Path file = workspace.resolve(name);
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE) {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
      }
    } catch (IOException | IllegalArgumentException e) {
      return List.of();
    }
    return List.of();
  }
}
