package dev.phoenix.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SchemasTest {
  static List<Path> schemas() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("schemas"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void isASchemaThatAnEditorCanShow(Path file) throws IOException {
    JsonNode schema = JsonMapper.shared().readTree(Files.readString(file));

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema))
        .isEmpty();
    assertThat(schema.path("title").asString("")).isNotBlank();
    assertThat(schema.path("description").asString("")).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void explainsEveryProperty(Path file) throws IOException {
    List<String> missing = new ArrayList<>();

    properties(file)
        .forEach((place, property) -> {
          for (String word : List.of("title", "description")) {
            if (property.path(word).asString("").isBlank()) {
              missing.add(place + " has no " + word);
            }
          }
          if (needsExample(property) && !property.has("examples")) {
            missing.add(place + " has no example");
          }
          boolean older = property.path("description").asString("").contains("lder form");
          if ((property.has("x-without-effect") || older) && !property.has("deprecated")) {
            missing.add(place + " is not deprecated");
          }
        });

    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void givesExamplesThatAreGood(Path file) throws IOException {
    List<String> bad = new ArrayList<>();

    properties(file)
        .forEach((place, property) -> {
          List<JsonNode> values = new ArrayList<>();
          property.path("examples").forEach(values::add);
          property.optional("default").ifPresent(values::add);
          Schema compiled =
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(property);
          values.stream()
              .filter(value -> !compiled.validate(value).isEmpty())
              .forEach(value -> bad.add(place + ": " + value));
        });

    assertThat(bad).isEmpty();
  }

  /** Words alone say little of texts and numbers; of all else they, or the choice, say enough. */
  private static boolean needsExample(JsonNode property) {
    String type = property.path("type").toString();
    return Stream.of("string", "integer", "number").anyMatch(type::contains)
        && !property.has("enum")
        && !property.has("x-without-effect");
  }

  /** Every property at any depth: what its place says of it over what that refers to. */
  private static Map<String, JsonNode> properties(Path file) throws IOException {
    JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
    Map<String, JsonNode> found = new TreeMap<>();
    collect(root, root, "", found);
    return found;
  }

  private static void collect(
      JsonNode root, JsonNode schema, String place, Map<String, JsonNode> found) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      ObjectNode merged = ((ObjectNode) Pointers.resolve(root, property.getValue())).deepCopy();
      merged.setAll((ObjectNode) property.getValue());
      merged.remove("$ref");
      merged.set("$defs", root.path("$defs"));
      found.put(place + "/" + property.getKey(), merged);
    }
    for (Map.Entry<String, JsonNode> below : schema.properties()) {
      if (!List.of("examples", "default", "enum").contains(below.getKey())) {
        collect(root, below.getValue(), place + "/" + below.getKey(), found);
      }
    }
  }

  @Test
  void aPlaceIsFoundForEveryFinding() {
    JsonNode tree = JsonMapper.shared().readTree("{ \"environments\": { \"a\": { \"x\": 1 } } }");

    List<Finding> found =
        new Schemas().check("stack", tree, pointer -> new Position(pointer, 1, 2));

    assertThat(found)
        .extracting(Finding::diagnostic)
        .containsExactly(
            Diagnostic.error(
                    "unknown field \"x\"",
                    "Known here: files, firewall_rules, services, variables.")
                .at(new Position("/environments/a/x", 1, 2))
                .about("/environments/a/x"));
  }

  @Test
  void aFieldWithoutEffectGivesOneWarningForAllThatIsInIt() {
    JsonNode tree = JsonMapper.shared().readTree("{ \"zfs\": { \"pools\": [1, 2, 3] } }");

    List<Finding> found =
        new Schemas().check("hypervisor", tree, pointer -> Position.ofFile(pointer));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().diagnostic().isError()).isFalse();
    assertThat(found.getFirst().pointer()).isEqualTo("/zfs");
  }
}
