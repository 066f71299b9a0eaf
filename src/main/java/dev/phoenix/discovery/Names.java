package dev.phoenix.discovery;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives names that files may use, each once. */
final class Names {
  private final Set<String> taken = new HashSet<>();

  void claim(String name) {
    taken.add(name);
  }

  /**
   * The name itself where it may be used, else the nearest that may.
   *
   * @param otherwise where nothing of the name may be used
   * @param tail tells it from others of the same name
   */
  String give(String name, String otherwise, String tail) {
    String valid = valid(name).replaceFirst("-+$", "");
    String first = valid.isEmpty() ? otherwise : valid;
    String given = taken.contains(first) ? first + "-" + tail : first;
    for (int i = 2; taken.contains(given); i++) {
      given = first + "-" + tail + "-" + i;
    }
    taken.add(given);
    return given;
  }

  /** Letters, digits, ".", "_" and "-", of which the first is a letter or digit. */
  static String valid(String name) {
    return name.strip().replaceAll("[^A-Za-z0-9_.-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
  }

  /** As environment variables are written. */
  static String shout(String name) {
    String upper =
        name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^_+|_+$", "");
    return upper.isEmpty() || Character.isDigit(upper.charAt(0)) ? "V_" + upper : upper;
  }
}
