package dev.phoenix.lab.proxmox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checked parameters of a call, by name. */
record Values(Map<String, List<String>> all) {
  Values {
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  boolean has(String name) {
    return all.containsKey(name);
  }

  @Nullable String find(String name) {
    List<String> values = all.get(name);
    return values == null ? null : values.getLast();
  }

  String text(String name) {
    return text(name, "");
  }

  String text(String name, String otherwise) {
    String found = find(name);
    return found == null ? otherwise : found;
  }

  List<String> list(String name) {
    return all.getOrDefault(name, List.of());
  }

  boolean flag(String name) {
    return text(name, "0").equals("1");
  }

  long number(String name, long otherwise) {
    String found = find(name);
    return found == null || found.isEmpty() ? otherwise : Long.parseLong(found);
  }

  /** The keys that a {@code delete} or {@code revert} parameter lists. */
  List<String> keys(String name) {
    String found = text(name).strip();
    return found.isEmpty() ? List.of() : List.of(found.split("[,;\\s]+"));
  }
}
