package dev.phoenix.cli;

/** A number with the thing it counts. */
final class Count {
  private Count() {}

  static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
