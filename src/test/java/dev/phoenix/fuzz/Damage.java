package dev.phoenix.fuzz;

import dev.phoenix.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Breaks a text in one of many ways: its bytes, its tokens or what it says. */
public final class Damage {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "null",
    "true",
    "-",
    "1e999999",
    "\\u0000",
    "\\",
    "\n",
    "${env:",
    "${file:/dev/zero}",
    "&a",
    "*a",
    "<<:",
    "- ",
    "!!js",
    "#",
    "\t",
    "%",
    "\u202e",
    "\ufeff",
  };
  public static final String PAGE =
      "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";

  private final Random random;

  public Damage(Random random) {
    this.random = random;
  }

  /** The same, broken. */
  public byte[] of(byte[] good) {
    String text = new String(good, StandardCharsets.UTF_8);
    return switch (random.nextInt(10)) {
      case 0, 1 -> bytes(good);
      case 2, 3 -> utf8(tokens(text));
      case 4 -> whole(text);
      default -> structure(text);
    };
  }

  /**
   * The same with a member gone or of another type, which whoever reads it can see; what is no JSON
   * loses its end.
   */
  public byte[] retyped(byte[] good) {
    String text = new String(good, StandardCharsets.UTF_8);
    try {
      JsonNode tree = JsonText.read(text);
      List<JsonNode> holders = new ArrayList<>();
      collect(tree, holders);
      holders.removeIf(holder -> !holder.isObject());
      if (!holders.isEmpty()) {
        retype((ObjectNode) holders.get(random.nextInt(holders.size())));
        return utf8(JsonText.write(tree));
      }
    } catch (JacksonException noJson) {
      // Cut, below.
    }
    return cut(text);
  }

  private void retype(ObjectNode object) {
    List<String> names = List.copyOf(object.propertyNames());
    String name = names.get(random.nextInt(names.size()));
    JsonNode other = value();
    if (random.nextInt(4) == 0 || other.getNodeType() == object.path(name).getNodeType()) {
      object.remove(name);
    } else {
      object.set(name, other);
    }
  }

  /** Its beginning. */
  public byte[] cut(String text) {
    return utf8(text.substring(0, random.nextInt(text.length() + 1)));
  }

  /** So deep, or so many, that nobody wants to hold it. */
  public byte[] vast(int most) {
    int many = 1 + random.nextInt(most);
    return utf8(
        switch (random.nextInt(4)) {
          case 0 -> "[".repeat(many);
          case 1 -> "{\"data\":".repeat(many / 8 + 1);
          case 2 -> "[" + "{},".repeat(many / 3) + "{}]";
          default -> "{\"data\":[" + "0,".repeat(many / 2) + "0]}";
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bytes(byte[] good) {
    byte[] bytes = good.clone();
    for (int i = 1 + random.nextInt(6); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] =
          (byte)
              (random.nextBoolean() ? random.nextInt(256) : "{}[],:\"0".charAt(random.nextInt(8)));
    }
    return bytes;
  }

  private String tokens(String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(changed.length() + 1);
      int end = Math.min(changed.length(), at + random.nextInt(12));
      switch (random.nextInt(3)) {
        case 0 -> changed.insert(at, TOKENS[random.nextInt(TOKENS.length)]);
        case 1 -> changed.delete(at, end);
        default -> changed.insert(random.nextInt(changed.length() + 1), changed.substring(at, end));
      }
    }
    return changed.toString();
  }

  private byte[] whole(String text) {
    return switch (random.nextInt(12)) {
      case 0 -> new byte[0];
      case 1, 2 -> cut(text);
      case 3 -> utf8(PAGE);
      case 4 -> text.getBytes(StandardCharsets.UTF_16);
      case 5 -> utf8("[".repeat(1 + random.nextInt(200_000)));
      case 6 -> utf8("{\"a\":".repeat(1 + random.nextInt(50_000)));
      case 7 -> new byte[random.nextInt(10_000)];
      case 8 -> utf8(text + text);
      case 9 -> utf8("[" + "0,".repeat(random.nextInt(500_000)) + "0]");
      case 10 -> utf8(aliases());
      default -> utf8(lines(text));
    };
  }

  /** Few words of YAML that are as many as nobody can hold. */
  private String aliases() {
    StringBuilder text = new StringBuilder("services: &a0 {x: [lol, lol, lol]}\n");
    for (int i = 1; i < 2 + random.nextInt(60); i++) {
      text.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    return text.toString();
  }

  private String lines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Collections.shuffle(lines, random);
    return String.join("\n", lines);
  }

  private byte[] structure(String text) {
    try {
      JsonNode tree = JsonText.read(text);
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        change(tree);
      }
      return utf8(JsonText.write(tree));
    } catch (JacksonException noJson) {
      return utf8(values(text));
    }
  }

  /** Of lines with a name and a value other values; of lines of JSON one. */
  private String values(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (!lines.isEmpty()) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      int colon = line.indexOf(':');
      if (line.startsWith("{")) {
        lines.set(at, new String(structure(line), StandardCharsets.UTF_8));
      } else if (colon > 0) {
        lines.set(at, line.substring(0, colon + 1) + " " + JsonText.write(value()));
      } else {
        lines.remove(at);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private void change(JsonNode root) {
    List<JsonNode> holders = new ArrayList<>();
    collect(root, holders);
    if (holders.isEmpty()) {
      return;
    }
    switch (holders.get(random.nextInt(holders.size()))) {
      case ObjectNode object -> {
        List<String> names = List.copyOf(object.propertyNames());
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
          case 0 -> object.remove(name);
          case 1 ->
              object.set(names.get(random.nextInt(names.size())), object.get(name).deepCopy());
          case 2 -> object.set(TOKENS[random.nextInt(TOKENS.length)] + name, value());
          default -> object.set(name, value());
        }
      }
      case ArrayNode array -> {
        int at = random.nextInt(array.size());
        switch (random.nextInt(3)) {
          case 0 -> array.remove(at);
          case 1 -> array.add(array.get(at).deepCopy());
          default -> array.set(at, value());
        }
      }
      default -> {}
    }
  }

  private static void collect(JsonNode node, List<JsonNode> holders) {
    if (node.isContainer() && !node.isEmpty()) {
      holders.add(node);
      node.forEach(inner -> collect(inner, holders));
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(18)) {
      case 0, 1 -> JSON.nullNode();
      case 2 -> JSON.booleanNode(random.nextBoolean());
      case 3 -> JSON.numberNode(random.nextInt());
      case 4 -> JSON.numberNode(Long.MIN_VALUE);
      case 5 -> JSON.numberNode(new java.math.BigInteger("9".repeat(1 + random.nextInt(300))));
      case 6 -> JSON.numberNode(1e300);
      case 7 -> JSON.stringNode("");
      case 8 -> JSON.stringNode("x".repeat(random.nextInt(200_000)));
      case 9 -> JSON.stringNode("a\u0000\u001b[31m\u202e/../..//\n");
      case 10 -> JSON.stringNode("-1");
      case 11 -> JSON.stringNode("999999999999999999999");
      case 12 -> JSON.arrayNode();
      case 13 -> JSON.objectNode();
      case 14 -> JSON.arrayNode().add(JSON.nullNode()).add(1).add("x").add(JSON.objectNode());
      case 15 -> JSON.objectNode().put("name", "x").put("id", -1).putNull("value");
      case 16 -> deep();
      default -> JSON.numberNode(-1);
    };
  }

  private JsonNode deep() {
    JsonNode deep = JSON.arrayNode();
    for (int i = random.nextInt(400); i > 0; i--) {
      deep = JSON.arrayNode().add(deep);
    }
    return deep;
  }
}
