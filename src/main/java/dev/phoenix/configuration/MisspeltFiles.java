package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Nearest;
import dev.phoenix.diagnostic.Position;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warns of files that nobody reads though their names look like those that are read: what stands in
 * them would be missing without a word.
 */
final class MisspeltFiles {
  private final Diagnostics diagnostics;

  MisspeltFiles(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * Looks at the names in one folder.
   *
   * @param folder to show before each name; empty at the top
   * @param known the names that are read there
   */
  void check(String folder, Collection<String> names, List<String> known) {
    for (String name : names) {
      if (known.contains(name)) {
        continue;
      }
      String meant = meant(name, known);
      if (meant != null || isOurs(name)) {
        diagnostics.add(
            Diagnostic.warning(
                    "nobody reads this file",
                    meant == null
                        ? "Move it away, or give it one of the names that are read here: "
                            + String.join(", ", known)
                            + "."
                        : "Did you mean \"" + meant + "\"? Rename it, or move it away.")
                .at(Position.ofFile(folder + name)));
      }
    }
  }

  private static @Nullable String meant(String name, List<String> known) {
    String near = Nearest.to(name, known);
    if (near != null || !isOurs(name)) {
      return near;
    }
    Set<String> words = words(name);
    return known.stream().filter(one -> words(one).containsAll(words)).findFirst().orElse(null);
  }

  /** The schemas of the predecessor lie beside its files. */
  private static boolean isOurs(String name) {
    return name.startsWith("phoenix") && name.endsWith(".json") && !name.endsWith(".schema.json");
  }

  private static Set<String> words(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z]+"))
        .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
