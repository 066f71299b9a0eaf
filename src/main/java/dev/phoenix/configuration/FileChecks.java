package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.schema.Schemas;

/** Holds each file against the schema of its kind. */
final class FileChecks {
  private final Schemas schemas;
  private final Diagnostics diagnostics;

  FileChecks(Schemas schemas, Diagnostics diagnostics) {
    this.schemas = schemas;
    this.diagnostics = diagnostics;
  }

  void check(FileKind kind, JsonFile file) {
    for (Diagnostic found : schemas.check(kind.schema(), file.root(), file::position)) {
      // What stands there in place of a refused value is not the user's.
      if (found.subject() == null || !file.refused().contains(found.subject())) {
        diagnostics.add(found);
      }
    }
  }
}
