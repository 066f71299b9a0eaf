package dev.phoenix.provider.proxmox;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** What has to be written to bring a configuration to what is wanted: one write, then resizes. */
final class ConfigChange {
  private final Set<String> taken;
  private final Detached detached;
  private final SortedMap<String, String> values = new TreeMap<>();
  private final SortedSet<String> removed = new TreeSet<>();
  private final SortedSet<String> reverted = new TreeSet<>();
  private final SortedMap<String, DiskSize> sizes = new TreeMap<>();

  ConfigChange(Set<String> taken, Detached detached) {
    this.taken = Set.copyOf(taken);
    this.detached = detached;
  }

  ConfigChange() {
    this(Set.of(), Detached.NONE);
  }

  /** What was taken off and may be put on again. */
  Detached detached() {
    return detached;
  }

  /** Whether something stands there, or is only about to go. */
  boolean isTaken(String key, Map<String, String> config) {
    return taken.contains(key) || config.containsKey(key) || values.containsKey(key);
  }

  void set(String key, String value) {
    values.put(key, value);
  }

  void remove(String key) {
    removed.add(key);
  }

  /** Takes back what waits for the next start. */
  void revert(String key) {
    reverted.add(key);
  }

  /** Makes a disk larger that is smaller than this; none is ever made smaller. */
  void grow(String disk, DiskSize before, DiskSize size) {
    if (size.bytes() > before.bytes()) {
      sizes.put(disk, size);
    }
  }

  boolean writes() {
    return !values.isEmpty() || !removed.isEmpty() || !reverted.isEmpty();
  }

  SortedMap<String, String> values() {
    return values;
  }

  SortedSet<String> removed() {
    return removed;
  }

  SortedSet<String> reverted() {
    return reverted;
  }

  SortedMap<String, DiskSize> sizes() {
    return sizes;
  }

  /** Everything that is set, removed or taken back, for messages. */
  SortedSet<String> keys() {
    SortedSet<String> keys = new TreeSet<>(values.keySet());
    keys.addAll(removed);
    keys.addAll(reverted);
    return keys;
  }

  /** Takes out what has to go another way. */
  ConfigChange split(BiPredicate<String, String> elsewhere) {
    ConfigChange taken = new ConfigChange();
    for (var value : new TreeMap<>(values).entrySet()) {
      if (elsewhere.test(value.getKey(), value.getValue())) {
        taken.set(value.getKey(), value.getValue());
        values.remove(value.getKey());
      }
    }
    for (String key : new TreeSet<>(removed)) {
      if (elsewhere.test(key, "")) {
        taken.remove(key);
        removed.remove(key);
      }
    }
    for (String key : new TreeSet<>(reverted)) {
      if (elsewhere.test(key, "")) {
        taken.revert(key);
        reverted.remove(key);
      }
    }
    return taken;
  }

  /** The parameters of the one write. */
  ProxmoxRequest into(ProxmoxRequest request) {
    ProxmoxRequest filled = request.with(values);
    filled = removed.isEmpty() ? filled : filled.with("delete", String.join(",", removed));
    return reverted.isEmpty() ? filled : filled.with("revert", String.join(",", reverted));
  }
}
