package dev.phoenix.schema;

import dev.phoenix.diagnostic.Diagnostic;

/** What is wrong at a JSON pointer. */
record Finding(String pointer, Diagnostic diagnostic) {
  static Finding error(String pointer, String summary, String detail) {
    return new Finding(pointer, Diagnostic.error(summary, detail).about(pointer));
  }

  static Finding warning(String pointer, String summary, String detail) {
    return new Finding(pointer, Diagnostic.warning(summary, detail).about(pointer));
  }
}
