package dev.phoenix.provider.docker;

/** When an image is fetched from its registry before a container is made of it. */
public enum Pull {
  ALWAYS,
  MISSING,
  NEVER;

  /** Reads {@code always}, {@code missing} or {@code never}. */
  public static Pull of(String word) {
    return switch (word) {
      case "always" -> ALWAYS;
      case "missing" -> MISSING;
      case "never" -> NEVER;
      case String other -> throw new IllegalArgumentException("not a pull policy: " + other);
    };
  }
}
