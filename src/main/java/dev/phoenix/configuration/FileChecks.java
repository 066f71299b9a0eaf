package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.schema.Finding;
import dev.phoenix.schema.Schemas;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds each file against the schema of its kind. */
final class FileChecks {
  private static final byte[] NOTHING_FOUND = {};

  private final Schemas schemas;
  private final ReadingCache cache;
  private final Refusals refusals;
  private final Diagnostics diagnostics;

  FileChecks(Schemas schemas, ReadingCache cache, Refusals refusals, Diagnostics diagnostics) {
    this.schemas = schemas;
    this.cache = cache;
    this.refusals = refusals;
    this.diagnostics = diagnostics;
  }

  /** The same file without the values that are refused. */
  JsonFile check(FileKind kind, JsonFile file) {
    String key = ContentKey.of("check", kind.schema(), file.content());
    if (cache.get(key) != null) {
      return file;
    }
    Set<String> refused = new HashSet<>(file.refused());
    List<Finding> findings = schemas.check(kind.schema(), file.root(), file::position);
    if (findings.isEmpty() && refused.isEmpty()) {
      cache.put(key, NOTHING_FOUND);
      return file;
    }
    for (Finding found : findings) {
      // What stands there in place of a refused value is not the user's.
      if (!file.refused().contains(found.pointer())) {
        diagnostics.add(found.diagnostic());
      }
      if (found.refused() != null) {
        refused.add(found.refused());
      }
    }
    refused.forEach(pointer -> refusals.value(file.name(), pointer));
    return file.without(refused);
  }
}
