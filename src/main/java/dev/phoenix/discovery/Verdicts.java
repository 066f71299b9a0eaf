package dev.phoenix.discovery;

import dev.phoenix.resource.Address;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What trying an earlier draft against the world has shown.
 *
 * @param ignored attributes in which an object differs from all that files can say of it
 * @param refused why an object cannot be taken over as it is
 */
public record Verdicts(
    SortedMap<Address, SortedSet<String>> ignored, SortedMap<Address, String> refused) {
  public static final Verdicts NONE = new Verdicts(new TreeMap<>(), new TreeMap<>());

  public Verdicts {
    SortedMap<Address, SortedSet<String>> copy = new TreeMap<>();
    ignored.forEach((address, paths) ->
        copy.put(address, Collections.unmodifiableSortedSet(new TreeSet<>(paths))));
    ignored = Collections.unmodifiableSortedMap(copy);
    refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
  }

  /** These and more. What differs although it is left alone has no place in the files. */
  public Verdicts and(Verdicts more) {
    SortedMap<Address, SortedSet<String>> left = new TreeMap<>(ignored);
    SortedMap<Address, String> reasons = new TreeMap<>(refused);
    more.refused.forEach((address, why) -> reasons.putIfAbsent(address, why));
    more.ignored.forEach((address, paths) -> {
      SortedSet<String> all = new TreeSet<>(left.getOrDefault(address, paths));
      if (!all.addAll(paths) && left.containsKey(address)) {
        reasons.putIfAbsent(
            address, "it differs from all that files can say of it in " + String.join(", ", paths));
      }
      left.put(address, all);
    });
    left.keySet().removeAll(reasons.keySet());
    return new Verdicts(left, reasons);
  }

  public boolean isEmpty() {
    return ignored.isEmpty() && refused.isEmpty();
  }
}
