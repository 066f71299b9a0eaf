package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder below {@code bad/} is a workspace with one mistake, and {@code expected.txt} is all
 * that is said of it. {@code -Dgolden=update} writes these files anew.
 */
class BadWorkspacesTest {
  private static final Path BAD = Path.of("src/test/resources/bad");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PORTAINER_PASSWORD", "from-the-environment", "KEY", "key-of-the-test");

  static List<String> workspaces() throws IOException {
    try (Stream<Path> folders = Files.list(BAD)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("workspaces")
  void isExplained(String workspace) throws IOException {
    Path folder = BAD.resolve(workspace);
    Diagnostics diagnostics = new Diagnostics();

    new ConfigurationReader(SecretSource.of(ENVIRONMENT)).read(folder, diagnostics);

    String said = Rendering.of(diagnostics);
    Path expected = folder.resolve("expected.txt");
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
    assertThat(diagnostics.sorted()).isNotEmpty();
    assertThat(said).doesNotContain("planted-literal", "from-the-environment", "secret-word");
  }
}
