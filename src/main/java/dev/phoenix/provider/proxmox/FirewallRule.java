package dev.phoenix.provider.proxmox;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One rule of a guest's firewall, in the words of the files and in those of the server. */
final class FirewallRule {
  /** What the files call otherwise than the server does. */
  private static final Map<String, String> WORDS = Map.of("dport", "port");

  private static final String ENABLED = "enabled";

  private FirewallRule() {}

  /** As the server lists it; where it is among the others is said by the list. */
  static ObjectNode read(JsonNode listed) {
    ObjectNode rule = JsonNodeFactory.instance.objectNode();
    listed
        .properties()
        .forEach(member -> {
          String name = member.getKey();
          String text = member.getValue().asString("").strip();
          switch (name) {
            case "pos", "digest", "ipversion", "enable" -> {}
            case "log" -> put(rule, name, text.equals("nolog") ? "" : text);
            default -> put(rule, WORDS.getOrDefault(name, name), text);
          }
        });
    if (listed.path("enable").asInt(1) == 0) {
      rule.put(ENABLED, false);
    }
    return rule;
  }

  private static void put(ObjectNode rule, String name, String text) {
    if (!text.isEmpty()) {
      rule.put(name, text);
    }
  }

  /** What makes one; the server takes a rule without a word on that for one that is off. */
  static ProxmoxRequest into(ProxmoxRequest request, JsonNode rule, boolean enabled) {
    ProxmoxRequest filled = request.with("enable", enabled ? 1 : 0);
    for (Map.Entry<String, JsonNode> member : rule.properties()) {
      String name = member.getKey();
      filled =
          name.equals(ENABLED)
              ? filled
              : filled.with(name.equals("port") ? "dport" : name, member.getValue().asString());
    }
    return filled;
  }

  static JsonNode off(JsonNode rule) {
    return ((ObjectNode) rule.deepCopy()).put(ENABLED, false);
  }
}
