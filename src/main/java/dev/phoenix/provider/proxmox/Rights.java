package dev.phoenix.provider.proxmox;

import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What this user may do where, as {@code GET /access/permissions} lists it. */
final class Rights {
  private final TreeMap<String, JsonNode> byPath = new TreeMap<>();
  private final boolean everything;

  /**
   * Reads the list.
   *
   * @param user root@pam itself may do everything, also what no privilege stands for
   */
  Rights(JsonNode permissions, String user) {
    permissions.properties().forEach(entry -> byPath.put(entry.getKey(), entry.getValue()));
    this.everything = user.equals("root@pam");
  }

  /** Of the path itself, or handed down from the nearest path above that is listed. */
  boolean has(String path, String privilege) {
    if (everything) {
      return true;
    }
    JsonNode own = byPath.get(path);
    if (own != null) {
      return own.has(privilege);
    }
    for (String above = parent(path); ; above = parent(above)) {
      JsonNode granted = byPath.get(above);
      if (granted != null) {
        return granted.path(privilege).asInt(0) != 0;
      }
      if (above.equals("/")) {
        return false;
      }
    }
  }

  /** Whether any listed path below this one gives it. */
  boolean anywhereBelow(String path, String privilege) {
    return byPath.entrySet().stream()
        .anyMatch(
            entry -> entry.getKey().startsWith(path + "/") && entry.getValue().has(privilege));
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  boolean isRoot() {
    return everything;
  }
}
