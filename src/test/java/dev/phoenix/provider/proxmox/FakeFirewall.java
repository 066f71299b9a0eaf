package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The firewall of a guest of the fake cluster. */
final class FakeFirewall {
  private final ObjectNode options = JsonNodeFactory.instance.objectNode();
  private final List<ObjectNode> rules = new ArrayList<>();

  /**
   * What a call gets.
   *
   * @param what with the method, such as {@code GET firewall/rules}
   */
  JsonNode answer(String what, Map<String, String> p) {
    switch (what.replaceAll("\\d+$", "")) {
      case "GET firewall/options" -> {
        return options.deepCopy();
      }
      case "GET firewall/rules" -> {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        rules.forEach(rule ->
            list.add(rule.deepCopy().put("pos", list.size()).put("digest", rules.hashCode())));
        return list;
      }
      case "PUT firewall/options" -> p.forEach(options::put);
      case "POST firewall/rules" -> {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        p.forEach(rule::put);
        rules.addFirst(rule);
      }
      case "PUT firewall/rules/" -> change(place(what), p);
      case "DELETE firewall/rules/" -> rules.remove(place(what));
      default -> throw new IllegalArgumentException("Method '" + what + "' not implemented");
    }
    return NullNode.getInstance();
  }

  private static int place(String what) {
    return Integer.parseInt(what.substring(what.lastIndexOf('/') + 1));
  }

  private void change(int place, Map<String, String> p) {
    if (p.containsKey("moveto")) {
      int to = Integer.parseInt(Objects.requireNonNull(p.get("moveto")));
      ObjectNode rule = rules.remove(place);
      rules.add(to > place ? to - 1 : to, rule);
    } else {
      rules.get(place).put("enable", p.get("enable"));
    }
  }
}
