package dev.phoenix.schema;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Position;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong at a JSON pointer.
 *
 * @param refused pointer of the value that counts as not there because of it; null if all counts
 */
public record Finding(String pointer, Diagnostic diagnostic, @Nullable String refused) {
  static Finding error(String pointer, @Nullable String refused, String summary, String detail) {
    return new Finding(pointer, Diagnostic.error(summary, detail).about(subject(pointer)), refused);
  }

  /** The value itself is wrong. */
  static Finding refusal(String pointer, String summary, String detail) {
    return error(pointer, pointer, summary, detail);
  }

  static Finding warning(String pointer, String summary, String detail) {
    return new Finding(pointer, Diagnostic.warning(summary, detail).about(subject(pointer)), null);
  }

  /** Whether it is about a name that was likely meant to be the one that it refuses. */
  boolean isMisspelling() {
    return refused != null && !refused.equals(pointer) && !refused.startsWith(pointer + "/");
  }

  Finding at(@Nullable Position place) {
    return new Finding(pointer, diagnostic.at(place), refused);
  }

  /** The pointer of a whole file is empty and would say nothing. */
  private static @Nullable String subject(String pointer) {
    return pointer.isEmpty() ? null : pointer;
  }
}
