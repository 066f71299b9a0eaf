package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every transcript; {@code -Dgolden=update} writes down what is printed now. */
@Execution(ExecutionMode.CONCURRENT)
final class TranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src", "test", "resources", "transcripts");

  static Stream<String> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void printsWhatTheTranscriptSays(String name, @TempDir Path folder) throws IOException {
    Path file = TRANSCRIPTS.resolve(name);
    String expected = Files.readString(file);

    String played = Transcript.play(expected, folder);

    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(file, played);
    } else {
      assertThat(played).isEqualTo(expected);
    }
  }
}
