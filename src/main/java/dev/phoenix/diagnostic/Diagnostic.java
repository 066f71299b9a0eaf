package dev.phoenix.diagnostic;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing to say to the person: what is wrong, where, why, and what to do next.
 *
 * @param summary one line, no full stop, says what is wrong
 * @param detail sentences that say why and what to do next; may be empty
 * @param position where in the files; null where no file is to blame
 * @param subject the JSON pointer or resource address it is about; null if neither
 */
public record Diagnostic(
    Severity severity,
    String summary,
    String detail,
    @Nullable Position position,
    @Nullable String subject)
    implements Comparable<Diagnostic> {

  private static final Comparator<Diagnostic> ORDER =
      Comparator.<Diagnostic, Position>comparing(
              Diagnostic::position, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Diagnostic::severity)
          .thenComparing(Diagnostic::subject, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Diagnostic::summary)
          .thenComparing(Diagnostic::detail);

  public static Diagnostic error(String summary, String detail) {
    return new Diagnostic(Severity.ERROR, summary, detail, null, null);
  }

  public static Diagnostic warning(String summary, String detail) {
    return new Diagnostic(Severity.WARNING, summary, detail, null, null);
  }

  public Diagnostic at(@Nullable Position place) {
    return new Diagnostic(severity, summary, detail, place, subject);
  }

  /** The same diagnostic about a JSON pointer or a resource address. */
  public Diagnostic about(@Nullable String thing) {
    return new Diagnostic(severity, summary, detail, position, thing);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** By place, then by gravity. */
  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }
}
