package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file as UTF-8 text; whatever stands in the way becomes one diagnostic. */
final class TextFile {
  /** Far above any configuration, far below what a tree of it could not hold. */
  static final int LONGEST = 10 << 20;

  private TextFile() {}

  /**
   * Reads the whole file, without its byte order mark.
   *
   * @param shown the name to blame
   * @return null after an error
   */
  static @Nullable String read(Path path, String shown, Diagnostics diagnostics) {
    try {
      String obstacle = obstacle(path);
      if (obstacle != null) {
        return refuse(shown, obstacle, diagnostics);
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(path)) {
        bytes = in.readNBytes(LONGEST + 1);
      }
      if (bytes.length > LONGEST) {
        return refuse(shown, "it is longer than 10 MB", diagnostics);
      }
      return decode(bytes, shown, diagnostics);
    } catch (NoSuchFileException absent) {
      return refuse(shown, absence(path), diagnostics);
    } catch (FileSystemLoopException loop) {
      return refuse(shown, "it is a link that leads back to itself", diagnostics);
    } catch (IOException failure) {
      return refuse(shown, reason(failure), diagnostics);
    }
  }

  private static @Nullable String obstacle(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return "it is a directory";
    }
    if (Files.isSymbolicLink(path) && !Files.exists(path)) {
      return absence(path);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isRegularFile(path)) {
      return "it is not a regular file";
    }
    if (Files.size(path) > LONGEST) {
      return "it is " + (Files.size(path) >> 20) + " MB long; 10 MB are read at most";
    }
    return Files.isReadable(path) ? null : "reading it is not permitted";
  }

  private static String absence(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? "it is a link that leads nowhere or back to itself"
        : "it does not exist";
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static @Nullable String refuse(String shown, String why, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.error("the file cannot be read", "Reason: " + why + ".")
            .at(Position.ofFile(shown)));
    return null;
  }

  private static @Nullable String decode(byte[] bytes, String shown, Diagnostics diagnostics) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    try {
      var result = decoder.decode(in, out, true);
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException malformed) {
      diagnostics.add(
          Diagnostic.error(
                  "the file is not UTF-8 text",
                  "The byte here begins no character. Save the file as UTF-8.")
              .at(positionAfter(out.flip(), shown)));
      return null;
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Position positionAfter(CharBuffer read, String shown) {
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
