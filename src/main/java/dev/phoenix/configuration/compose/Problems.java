package dev.phoenix.configuration.compose;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.HashSet;
import java.util.Set;

/**
 * Reports what is wrong at a value of one file. One error a place: what follows from it, or is met
 * again through an alias, would only hide the others.
 */
final class Problems {
  private final String file;
  private final Diagnostics diagnostics;
  private final Set<Position> blamed = new HashSet<>();

  Problems(String file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  void error(Yaml where, String pointer, String summary, String detail) {
    if (!blamed.add(position(where))) {
      return;
    }
    diagnostics.add(Diagnostic.error(summary, detail).at(position(where)).about(pointer));
  }

  void warning(Yaml where, String pointer, String summary, String detail) {
    diagnostics.add(Diagnostic.warning(summary, detail).at(position(where)).about(pointer));
  }

  Position position(Yaml where) {
    return new Position(file, where.span().line(), where.span().column());
  }
}
