package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One file as a JSON tree that knows where each value stands.
 *
 * @param name as the user would type it
 * @param content stands for its text as it was read
 * @param positions by JSON pointer: of a member its name, of an array element its value
 * @param refused pointers of values that were reported and count as absent
 */
record JsonFile(
    String name,
    String content,
    JsonNode root,
    Map<String, Position> positions,
    Set<String> refused) {

  /** The same where these values count as absent. */
  JsonFile without(Set<String> refusedOnes) {
    return new JsonFile(name, content, root, positions, Set.copyOf(refusedOnes));
  }

  /** The place of a value, or of the nearest thing around it. */
  Position position(String pointer) {
    String at = pointer;
    while (true) {
      Position found = positions.get(at);
      if (found != null) {
        return found;
      }
      int slash = at.lastIndexOf('/');
      if (slash < 0) {
        return Position.ofFile(name);
      }
      at = at.substring(0, slash);
    }
  }

  /** The pointer of a member. */
  static String below(String pointer, String member) {
    boolean plain = member.indexOf('/') < 0 && member.indexOf('~') < 0;
    return pointer + '/' + (plain ? member : member.replace("~", "~0").replace("/", "~1"));
  }
}
