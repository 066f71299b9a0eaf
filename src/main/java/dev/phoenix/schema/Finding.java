package dev.phoenix.schema;

import dev.phoenix.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/** What is wrong at a JSON pointer. */
record Finding(String pointer, Diagnostic diagnostic) {
  static Finding error(String pointer, String summary, String detail) {
    return new Finding(pointer, Diagnostic.error(summary, detail).about(subject(pointer)));
  }

  static Finding warning(String pointer, String summary, String detail) {
    return new Finding(pointer, Diagnostic.warning(summary, detail).about(subject(pointer)));
  }

  /** The pointer of a whole file is empty and would say nothing. */
  private static @Nullable String subject(String pointer) {
    return pointer.isEmpty() ? null : pointer;
  }
}
