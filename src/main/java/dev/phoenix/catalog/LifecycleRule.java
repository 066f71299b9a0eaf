package dev.phoenix.catalog;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Suggestion;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Lifecycle;
import dev.phoenix.resource.Lifecycles;
import dev.phoenix.resource.Resource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the files say about how resources may change adds to what they need. */
final class LifecycleRule {
  private LifecycleRule() {}

  static List<Resource> link(
      List<Resource> resources, Lifecycles lifecycles, Diagnostics diagnostics) {
    if (lifecycles.all().isEmpty()) {
      return List.copyOf(resources);
    }
    Set<Address> known = new TreeSet<>();
    resources.forEach(resource -> known.add(resource.address()));
    lifecycles
        .all()
        .forEach(lifecycle -> {
          check(lifecycle, known, diagnostics);
          IgnoredPaths.check(
              lifecycle,
              resources.stream().filter(it -> lifecycle.of().matches(it.address())).toList(),
              diagnostics);
        });
    return resources.stream()
        .map(it -> it.needing(lifecycles.dependencies(it.address(), known)))
        .toList();
  }

  private static void check(Lifecycle lifecycle, Set<Address> known, Diagnostics diagnostics) {
    if (known.stream().noneMatch(lifecycle.of()::matches)) {
      diagnostics.add(
          Diagnostic.warning(
                  "\"lifecycle\" speaks of " + lifecycle.of() + ", which is not in the files",
                  suggestion(lifecycle.of(), known)
                      + "It counts as long as the state knows such an object.")
              .at(lifecycle.position()));
    }
    lifecycle.dependsOn().forEach(it -> check("depends_on", it, lifecycle, known, diagnostics));
    lifecycle
        .replaceTriggeredBy()
        .forEach(it -> check("replace_triggered_by", it, lifecycle, known, diagnostics));
  }

  private static void check(
      String field,
      AddressPattern named,
      Lifecycle lifecycle,
      Set<Address> known,
      Diagnostics diagnostics) {
    if (known.stream().noneMatch(named::matches)) {
      diagnostics.add(
          Diagnostic.error(
                  "\"%s\" of %s names %s, which is not in the files"
                      .formatted(field, lifecycle.of(), named),
                  suggestion(named, known) + "phoenix graph shows all addresses.")
              .at(lifecycle.position()));
    }
  }

  private static String suggestion(AddressPattern named, Set<Address> known) {
    return Suggestion.sentence(named.text(), known.stream().map(Address::toString).toList());
  }
}
