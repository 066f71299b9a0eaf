package dev.phoenix.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of {@code docs/configuration.md} are those of the schemas, field for field. {@code
 * -Dgolden=update} writes them anew between their marks.
 */
class ConfigurationDocsTest {
  private static final Path DOCS = Path.of("docs/configuration.md");

  @ParameterizedTest
  @ValueSource(strings = {"hypervisor", "stack", "stacks", "vms", "lxc", "certificates"})
  void hasEveryFieldOfTheSchemaAndNoOther(String name) throws IOException {
    JsonNode schema =
        JsonMapper.shared().readTree(Files.readString(Path.of("schemas", name + ".schema.json")));
    String tables = FieldTables.of(schema);
    String docs = Files.readString(DOCS);
    String begin = "<!-- fields of schemas/" + name + ".schema.json -->\n";
    String end = "<!-- end of fields -->\n";
    assertThat(docs).contains(begin);
    int from = docs.indexOf(begin) + begin.length();
    int to = docs.indexOf(end, from);
    assertThat(to).isPositive();
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(DOCS, docs.substring(0, from) + tables + docs.substring(to));
      return;
    }
    assertThat(docs.substring(from, to)).isEqualTo(tables);
  }
}
