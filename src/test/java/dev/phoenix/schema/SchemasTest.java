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
import java.util.function.BiConsumer;
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
    JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
    List<String> missing = new ArrayList<>();

    properties(
        root,
        root,
        "",
        (place, given) -> {
          JsonNode schema = Pointers.resolve(root, given);
          for (String word : List.of("title", "description")) {
            if (keyword(given, schema, word).asString("").isBlank()) {
              missing.add(place + " has no " + word);
            }
          }
          if (needsExample(given, schema)) {
            missing.add(place + " has no example");
          }
          boolean without = !keyword(given, schema, "x-without-effect").isMissingNode();
          boolean older = keyword(given, schema, "description").asString("").contains("lder form");
          if ((without || older) && !keyword(given, schema, "deprecated").asBoolean(false)) {
            missing.add(place + " is not deprecated");
          }
        });

    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void givesExamplesThatAreGood(Path file) throws IOException {
    JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
    List<String> bad = new ArrayList<>();

    properties(
        root,
        root,
        "",
        (place, given) -> {
          JsonNode schema = Pointers.resolve(root, given);
          List<JsonNode> values = new ArrayList<>();
          keyword(given, schema, "examples").forEach(values::add);
          if (!keyword(given, schema, "default").isMissingNode()) {
            values.add(keyword(given, schema, "default"));
          }
          for (JsonNode value : values) {
            if (!compiled(root, schema).validate(value).isEmpty()) {
              bad.add(place + ": " + value);
            }
          }
        });

    assertThat(bad).isEmpty();
  }

  /** Words alone say little of texts and numbers; of all else they, or the choice, say enough. */
  private static boolean needsExample(JsonNode given, JsonNode schema) {
    String type = schema.path("type").toString();
    boolean scalar = type.contains("string") || type.contains("integer") || type.contains("number");
    return scalar
        && !schema.has("enum")
        && keyword(given, schema, "examples").isMissingNode()
        && keyword(given, schema, "x-without-effect").isMissingNode();
  }

  /** The schema of one property, with the definitions that it may refer to. */
  private static Schema compiled(JsonNode root, JsonNode property) {
    ObjectNode alone = ((ObjectNode) property).deepCopy();
    alone.set("$defs", root.path("$defs"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(alone);
  }

  private static JsonNode keyword(JsonNode given, JsonNode schema, String keyword) {
    return given.has(keyword) ? given.path(keyword) : schema.path(keyword);
  }

  private static void properties(
      JsonNode root, JsonNode schema, String place, BiConsumer<String, JsonNode> each) {
    schema
        .path("properties")
        .properties()
        .forEach(entry -> each.accept(place + "/" + entry.getKey(), entry.getValue()));
    for (Map.Entry<String, JsonNode> below : schema.properties()) {
      if (!List.of("examples", "default", "enum").contains(below.getKey())) {
        properties(root, below.getValue(), place + "/" + below.getKey(), each);
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
