package dev.phoenix.configuration;

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
    diagnostics.addAll(schemas.check(kind.schema(), file.root(), file::position));
  }
}
