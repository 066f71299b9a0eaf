package dev.phoenix.acceptance;

import java.util.ArrayList;
import java.util.List;

/** What there is in a world, one thing a line. */
final class Inventory {
  private final List<String> lines = new ArrayList<>();

  void add(String kind, List<String> names) {
    names.stream().sorted().forEach(name -> lines.add(kind + " " + name));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
