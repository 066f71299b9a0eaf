package dev.phoenix.provider.proxmox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What cloud-init gives a machine at its next boot. The password cannot be read back. */
final class CloudInitField implements Field {
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,;]+");
  private static final String IP = "ipconfig0";
  private static final String CUSTOM = "cicustom";
  static final String UPGRADE = "ciupgrade";

  /**
   * Servers before 8.0 leave it to the image: what the files say of it is neither sent nor seen.
   */
  static final String NOT_KNOWN = "not known";

  @Override
  public String attribute() {
    return "cloud_init";
  }

  @Override
  public JsonNode read(Map<String, String> config, JsonNode shape) {
    PropertyString ip = PropertyString.parse(config.getOrDefault(IP, ""), "ip");
    Members members =
        new Members(shape)
            .text("user", config.get("ciuser"))
            .text("ip", ip.get("ip"))
            .text("gateway", ip.get("gw"))
            .text("search_domain", config.get("searchdomain"));
    List<String> keys = SshKeys.decode(config.getOrDefault("sshkeys", ""));
    if (shape.has("keys") || !keys.isEmpty()) {
      members.set("keys", list(keys));
    }
    List<String> servers = words(config.getOrDefault("nameserver", ""));
    if (shape.has("nameservers") || !servers.isEmpty()) {
      members.set("nameservers", list(servers));
    }
    JsonNode custom = custom(config);
    if (shape.has("custom") || !custom.isEmpty()) {
      members.set("custom", custom);
    }
    if (shape.has("upgrade")) {
      String upgrade = config.getOrDefault(UPGRADE, "1");
      members.set(
          "upgrade",
          upgrade.equals(NOT_KNOWN)
              ? shape.path("upgrade")
              : BooleanNode.valueOf(PropertyString.isTrue(upgrade)));
    }
    return members.build();
  }

  @Override
  public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
    put("ciuser", DisksField.text(wanted, "user"), config, change);
    put("searchdomain", DisksField.text(wanted, "search_domain"), config, change);
    put(
        "nameserver",
        emptyToNull(String.join(" ", texts(wanted.path("nameservers")))),
        config,
        change);
    List<String> keys = texts(wanted.path("keys")).stream().sorted().toList();
    if (!keys.equals(SshKeys.decode(config.getOrDefault("sshkeys", "")))) {
      put("sshkeys", keys.isEmpty() ? null : SshKeys.encode(keys), config, change);
    }
    PropertyString before = PropertyString.parse(config.getOrDefault(IP, ""), "ip");
    PropertyString after =
        before
            .with("ip", DisksField.text(wanted, "ip"))
            .with("gw", DisksField.text(wanted, "gateway"));
    if (!after.equals(before)) {
      put(IP, emptyToNull(keyed(after)), config, change);
    }
    if (!wanted.path("custom").equals(custom(config))) {
      put(CUSTOM, emptyToNull(print(wanted.path("custom"))), config, change);
    }
    String there = config.getOrDefault(UPGRADE, "1");
    if (wanted.has("upgrade") && !there.equals(NOT_KNOWN)) {
      boolean upgrade = wanted.path("upgrade").asBoolean();
      if (upgrade != PropertyString.isTrue(there)) {
        change.set(UPGRADE, upgrade ? "1" : "0");
      }
    }
  }

  /** Files in place of what the server makes up, by what they are for. */
  static ObjectNode custom(Map<String, String> config) {
    ObjectNode custom = JsonNodeFactory.instance.objectNode();
    PropertyString.parse(config.getOrDefault(CUSTOM, ""), "user").all().forEach(custom::put);
    return custom;
  }

  private static String print(JsonNode custom) {
    return String.join(
        ",",
        custom.properties().stream()
            .map(file -> file.getKey() + "=" + file.getValue().asString())
            .toList());
  }

  private static void put(
      String key, @Nullable String value, Map<String, String> config, ConfigChange change) {
    if (value == null) {
      if (config.containsKey(key)) {
        change.remove(key);
      }
    } else if (!value.equals(config.get(key))) {
      change.set(key, value);
    }
  }

  /** None of these may stand without its key. */
  private static String keyed(PropertyString ip) {
    return String.join(
        ",",
        ip.properties().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  static List<String> words(String text) {
    return SEPARATOR.splitAsStream(text.strip()).filter(word -> !word.isEmpty()).toList();
  }

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  static ArrayNode list(Collection<String> texts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    texts.forEach(list::add);
    return list;
  }
}
