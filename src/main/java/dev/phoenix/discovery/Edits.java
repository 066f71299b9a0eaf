package dev.phoenix.discovery;

import dev.phoenix.json.JsonEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Additions to files, of which some may not be there yet. */
final class Edits {
  private final SortedMap<String, String> before;
  private final SortedMap<String, String> after = new TreeMap<>();
  private final SortedMap<String, List<String>> written = new TreeMap<>();

  Edits(SortedMap<String, String> before) {
    this.before = before;
  }

  private String text(String file) {
    String edited = after.get(file);
    return edited == null ? before.getOrDefault(file, "") : edited;
  }

  boolean has(String file, List<String> path) {
    String text = text(file);
    return !text.isEmpty() && JsonEdit.has(text, path);
  }

  /** A member of an object, which is made if it is not there. */
  void member(String file, List<String> path, String name, JsonNode value) {
    members(file, path, JsonNodeFactory.instance.objectNode().set(name, value));
  }

  /** Members of an object, which is made if it is not there. */
  void members(String file, List<String> path, JsonNode more) {
    if (has(file, path)) {
      after.put(file, JsonEdit.members(text(file), path, (ObjectNode) more));
    } else if (path.isEmpty()) {
      after.put(file, "{\n}\n");
      members(file, path, more);
    } else {
      member(file, path.subList(0, path.size() - 1), path.getLast(), more);
    }
  }

  /** An element of a list that is a member of an object; both are made if they are not there. */
  void element(String file, List<String> path, String name, JsonNode value) {
    List<String> list = new ArrayList<>(path);
    list.add(name);
    if (has(file, list)) {
      after.put(file, JsonEdit.element(text(file), list, value));
    } else {
      member(file, path, name, JsonNodeFactory.instance.arrayNode().add(value));
    }
  }

  /** Names what a file says now and did not before. */
  void wrote(String file, String what) {
    written.computeIfAbsent(file, _ -> new ArrayList<>()).add(what);
  }

  SortedMap<String, List<String>> written() {
    return written;
  }

  SortedMap<String, String> files() {
    return after;
  }
}
