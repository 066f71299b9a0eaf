package dev.phoenix.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
