package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the documents show is what the program prints; {@code -Dgolden=update} writes into them what
 * it prints now.
 */
final class DocumentTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "examples/single-host/README.md",
        "examples/homelab/README.md",
        "examples/laptop/README.md",
        "docs/troubleshooting.md"
      })
  void showsWhatIsPrinted(String name, @TempDir Path folder) throws IOException {
    Path file = Path.of(name);
    String written = Files.readString(file);

    String played = Document.play(written, CommandPlayer.withExamples(folder));

    if (!steady(played).equals(steady(written)) && "update".equals(System.getProperty("golden"))) {
      Files.writeString(file, played);
    } else {
      assertThat(steady(played)).isEqualTo(steady(written));
    }
  }

  private static String steady(String text) {
    return String.join("\n", text.lines().map(Steady::line).toList());
  }
}
