package dev.phoenix.discovery;

import dev.phoenix.resource.Secret;
import java.util.SortedMap;
import java.util.TreeMap;

/** Environment variables for the secrets that were found, each name for one value. */
final class Variables {
  private final SortedMap<String, Draft.Variable> all = new TreeMap<>();

  /** What stands in the file in place of the value. */
  String reference(String wanted, Secret value, String of) {
    String name = wanted;
    for (int i = 2; all.containsKey(name) && !all.get(name).value().equals(value); i++) {
      name = wanted + "_" + i;
    }
    all.putIfAbsent(name, new Draft.Variable(value, of));
    return "${env:" + name + "}";
  }

  SortedMap<String, Draft.Variable> all() {
    return all;
  }
}
