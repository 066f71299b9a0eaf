package dev.phoenix.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.ConfigurationReader;
import dev.phoenix.configuration.SecretSource;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Workspaces and the resources they compile to. {@code ./mvnw test -Dtest=CatalogGoldenTest
 * -Dgolden=update} writes what it finds in place of what was expected.
 */
class CatalogGoldenTest {
  private static final Path EXPECTED = Path.of("src/test/resources/catalog");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Stream<Path> workspaces() throws IOException {
    try (Stream<Path> examples = Files.list(Path.of("examples"));
        Stream<Path> cases = Files.list(EXPECTED)) {
      return Stream.concat(examples, cases).filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("workspaces")
  void compilesToWhatIsExpected(Path workspace) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    Configuration configuration =
        new ConfigurationReader(SecretSource.madeUp(SecretSource.of(Map.of())))
            .read(workspace, diagnostics);
    assertThat(configuration).as("%s", diagnostics.sorted()).isNotNull();
    List<Resource> resources =
        new Catalog().compile(Objects.requireNonNull(configuration), diagnostics);
    if (workspace.startsWith("examples")) {
      assertThat(diagnostics.sorted()).as("an example that people copy").isEmpty();
    }
    compare(EXPECTED.resolve(workspace.getFileName() + ".json"), json(resources, diagnostics));
  }

  private static void compare(Path file, String found) throws IOException {
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(file, found);
    }
    assertThat(found).isEqualTo(Files.readString(file));
  }

  private static String json(List<Resource> resources, Diagnostics diagnostics) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode said = root.putArray("diagnostics");
    diagnostics
        .sorted()
        .forEach(d -> said.add(d.severity() + " " + d.position() + " " + d.summary()));
    for (Resource resource : resources) {
      ObjectNode node = root.putObject(resource.address().toString());
      node.set("attributes", resource.attributes().toJson());
      ArrayNode secrets = node.putArray("secrets");
      resource.secrets().keySet().forEach(secrets::add);
      ArrayNode dependencies = node.putArray("dependencies");
      resource.dependencies().forEach(dependency -> dependencies.add(dependency.toString()));
      node.put("within", String.valueOf(resource.within()));
      node.put("origin", String.valueOf(resource.origin()));
    }
    return JSON.writeValueAsString(root) + "\n";
  }
}
