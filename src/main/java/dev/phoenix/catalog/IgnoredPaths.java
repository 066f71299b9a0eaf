package dev.phoenix.catalog;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Suggestion;
import dev.phoenix.resource.Lifecycle;
import dev.phoenix.resource.Resource;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Attributes that somebody else looks after are some that the objects have. */
final class IgnoredPaths {
  private IgnoredPaths() {}

  /**
   * Checks the paths that the files name for some resources.
   *
   * @param resources those that the lifecycle speaks of
   */
  static void check(Lifecycle lifecycle, List<Resource> resources, Diagnostics diagnostics) {
    if (resources.isEmpty()) {
      return;
    }
    for (String path : lifecycle.ignoreChanges()) {
      for (Resource resource : resources) {
        if (resource.secrets().containsKey(path)) {
          diagnostics.add(secret(path, lifecycle, resource));
          break;
        }
      }
      if (!path.equals("*") && resources.stream().noneMatch(it -> has(it, path))) {
        diagnostics.add(unknown(path, lifecycle, resources));
      }
    }
  }

  /** What lies in an attribute may be there by somebody else's doing, and not in the files. */
  private static boolean has(Resource resource, String path) {
    int dot = path.indexOf('.');
    return resource.secrets().containsKey(path)
        || resource.attributes().has(dot < 0 ? path : path.substring(0, dot));
  }

  private static Diagnostic secret(String path, Lifecycle lifecycle, Resource resource) {
    return Diagnostic.error(
            "changes of %s of %s cannot be ignored".formatted(path, resource.address()),
            "It is a secret, and what it is now cannot be kept without knowing it. Take it out of"
                + " \"ignore_changes\".")
        .at(lifecycle.position());
  }

  /** One that is like none is left alone in any case; one that is like another is a slip. */
  private static Diagnostic unknown(String path, Lifecycle lifecycle, List<Resource> resources) {
    SortedSet<String> known = new TreeSet<>();
    resources.forEach(it -> known.addAll(it.attributes().values().keySet()));
    int dot = path.indexOf('.');
    String meant = Suggestion.sentence(dot < 0 ? path : path.substring(0, dot), known);
    String summary =
        "\"ignore_changes\" of %s names %s, of which the files say nothing"
            .formatted(lifecycle.of(), path);
    Diagnostic found =
        meant.isEmpty()
            ? Diagnostic.warning(summary, "It is left alone without that. Remove it.")
            : Diagnostic.error(summary, meant + "There are: " + String.join(", ", known) + ".");
    return found.at(lifecycle.position());
  }
}
