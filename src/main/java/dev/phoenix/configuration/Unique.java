package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.HashMap;
import java.util.Map;

/** Refuses the second holder of what only one may hold. */
final class Unique {
  private record Holder(String name, Position position) {}

  private final String what;
  private final Diagnostics diagnostics;
  private final Map<String, Holder> holders = new HashMap<>();

  Unique(String what, Diagnostics diagnostics) {
    this.what = what;
    this.diagnostics = diagnostics;
  }

  void claim(String value, String holder, Position position) {
    Holder first = holders.putIfAbsent(value, new Holder(holder, position));
    if (first != null) {
      diagnostics.add(
          Diagnostic.error(
                  what + " " + value + " is used twice",
                  "Used by "
                      + holder
                      + " here, and by "
                      + first.name()
                      + " at "
                      + first.position()
                      + ". Change or remove one of them.")
              .at(position));
    }
  }
}
