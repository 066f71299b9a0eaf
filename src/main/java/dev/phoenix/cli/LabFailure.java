package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.lab.LabRefusal;
import java.io.IOException;

/** Says why the lab could not be opened. */
final class LabFailure {
  private LabFailure() {}

  static Diagnostic of(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return Diagnostic.error(
        "the lab cannot be opened",
        failure instanceof LabRefusal ? message : "The system says: " + message);
  }
}
