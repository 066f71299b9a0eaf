package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Finds values of a file that phoenix reads without a word and then forgets: each value is changed,
 * and either the configuration changes with it or a warning says that it has no effect.
 */
final class FieldCensus {
  private final Path workspace;
  private final Path file;
  private final String shown;
  private final JsonNode tree;
  private final Configuration before;
  private final String said;
  private final JsonFile places;
  private final Set<String> fields = new HashSet<>();

  /** Writes the file anew, each value on a line of its own, so that no change moves another. */
  FieldCensus(Path workspace, String shown) throws IOException {
    this.workspace = workspace;
    this.file = workspace.resolve(shown);
    this.shown = shown;
    this.tree = JsonMapper.shared().readTree(Files.readString(file));
    write();
    Diagnostics diagnostics = new Diagnostics();
    this.before = Objects.requireNonNull(read(diagnostics), () -> Rendering.of(diagnostics));
    this.said = Rendering.of(diagnostics);
    this.places =
        Objects.requireNonNull(JsonReader.read(Files.readString(file), shown, new Diagnostics()));
  }

  /** Pointers of the values that change nothing and are not named in a warning. */
  List<String> forgotten() throws IOException {
    List<String> forgotten = new ArrayList<>();
    look(tree, "", forgotten);
    return forgotten;
  }

  /** How many fields were looked at. */
  int fields() {
    return fields.size();
  }

  private void look(JsonNode node, String pointer, List<String> forgotten) throws IOException {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        String below = JsonFile.below(pointer, name);
        if (object.path(name).isContainer()) {
          look(object.path(name), below, forgotten);
        } else if (!below.equals("/$schema")) {
          JsonNode kept = object.path(name);
          judge(kept, other -> object.set(name, other), below, forgotten);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        if (array.get(i).isContainer()) {
          look(array.get(i), pointer + '/' + i, forgotten);
        } else {
          judge(array.get(i), other -> array.set(at, other), pointer + '/' + i, forgotten);
        }
      }
    }
  }

  private interface Slot {
    void put(JsonNode value);
  }

  private void judge(JsonNode kept, Slot slot, String pointer, List<String> forgotten)
      throws IOException {
    // The same field of the next guest is read by the same lines.
    if (!fields.add(pointer.replaceAll("/[0-9]+", "/*")) || isWarned(pointer)) {
      return;
    }
    boolean accepted = false;
    boolean counts = false;
    for (JsonNode other : others(kept)) {
      if (counts) {
        break;
      }
      slot.put(other);
      write();
      Configuration after = read(new Diagnostics());
      accepted |= after != null;
      counts |= after != null && !after.equals(before);
    }
    slot.put(kept);
    write();
    // What only its own value is accepted for is at least held against the schema.
    if (accepted && !counts) {
      forgotten.add(pointer);
    }
  }

  /** Every kind of value that another might be, for any schema to choose from. */
  private static List<JsonNode> others(JsonNode value) {
    if (value.isBoolean()) {
      return List.of(BooleanNode.valueOf(!value.booleanValue()));
    }
    if (value.isNumber()) {
      return List.of(IntNode.valueOf((int) value.doubleValue() + 1));
    }
    String text = value.asString();
    return Stream.of(
            text + "x",
            text.replaceFirst("[0-9](/[0-9]+)?$", "7$1"),
            text.replaceFirst(":[0-9A-F]{2}$", ":7F"),
            "out",
            "DROP",
            "udp",
            "dhcp",
            "none",
            "uid",
            "7")
        .filter(other -> !other.equals(text))
        .<JsonNode>map(StringNode::valueOf)
        .toList();
  }

  private boolean isWarned(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      String name = at.substring(at.lastIndexOf('/') + 1);
      int line = places.position(at).line();
      boolean single =
          said.contains(shown + ":" + line + ":") && said.contains(name + " has no effect");
      if (single || said.matches("(?s).*\\b" + name + " \\(lines? ([0-9]+, )*" + line + "[,)].*")) {
        return true;
      }
    }
    return false;
  }

  private void write() throws IOException {
    Files.writeString(
        file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(tree));
  }

  private @Nullable Configuration read(Diagnostics diagnostics) {
    Configuration read =
        new ConfigurationReader(SecretSource.of(Map.of("PORTAINER_PASSWORD", "from-the-test")))
            .read(workspace, diagnostics);
    return diagnostics.sorted().stream().anyMatch(Diagnostic::isError) ? null : read;
  }
}
