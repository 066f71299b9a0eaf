package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.file.Utf8;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file as UTF-8 text; whatever stands in the way becomes one diagnostic. */
final class TextFile {
  /** Far above any configuration, far below what a tree of it could not hold. */
  static final int LONGEST = 10 << 20;

  private TextFile() {}

  /** Opens a file for reading; tests have one that fails as the system may. */
  interface Opening {
    InputStream open(Path path) throws IOException;
  }

  /**
   * Reads the whole file, without its byte order mark.
   *
   * @param shown the name to blame
   * @return null after an error
   */
  static @Nullable String read(Path path, String shown, Diagnostics diagnostics) {
    return read(path, shown, TextFile::open, diagnostics);
  }

  private static InputStream open(Path path) throws IOException {
    try {
      return new FileInputStream(path.toFile());
    } catch (FileNotFoundException failure) {
      // The same, but it takes longer, and tells the reasons apart.
      return Files.newInputStream(path);
    }
  }

  static @Nullable String read(Path path, String shown, Opening opening, Diagnostics diagnostics) {
    Obstacle obstacle = Obstacle.before(path, LONGEST);
    if (obstacle != null) {
      return refuse(shown, obstacle, diagnostics);
    }
    try (InputStream in = opening.open(path)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      return bytes.length > LONGEST
          ? refuse(shown, Obstacle.tooLong(bytes.length, LONGEST), diagnostics)
          : decode(bytes, shown, diagnostics);
    } catch (IOException failure) {
      return refuse(shown, Obstacle.of(path, failure), diagnostics);
    }
  }

  private static @Nullable String refuse(String shown, Obstacle why, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.error("the file cannot be read", why.sentences()).at(Position.ofFile(shown)));
    return null;
  }

  private static @Nullable String decode(byte[] bytes, String shown, Diagnostics diagnostics) {
    try {
      String text = Utf8.decode(bytes);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException malformed) {
      diagnostics.add(
          Diagnostic.error(
                  "the file is not UTF-8 text",
                  "The byte here begins no character. Save the file as UTF-8.")
              .at(positionAfter(Utf8.beginning(bytes), shown)));
      return null;
    }
  }

  private static Position positionAfter(String read, String shown) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < read.length(); i++) {
      boolean lineEnd = read.charAt(i) == '\n';
      line += lineEnd ? 1 : 0;
      column = lineEnd ? 1 : column + 1;
    }
    return new Position(shown, line, column);
  }
}
