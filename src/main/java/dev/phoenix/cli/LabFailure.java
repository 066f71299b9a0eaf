package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.FileFailure;
import dev.phoenix.lab.LabRefusal;
import java.io.IOException;

/** Says why the lab could not be opened. */
final class LabFailure {
  private LabFailure() {}

  static Diagnostic of(IOException failure) {
    return Diagnostic.error(
        "the lab cannot be opened",
        failure instanceof LabRefusal
            ? String.valueOf(failure.getMessage())
            : "The file system says: " + FileFailure.words(failure) + ".");
  }
}
